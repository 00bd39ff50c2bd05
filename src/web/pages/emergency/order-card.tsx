import { BellRing, GraduationCap, Play } from 'lucide-react';
import type { OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { Badge, type Tone } from '../../ui/page';
import { clockText } from '../../ui/time';
import { orderWords } from '../../words/emergency';
import { AreaName } from '../staff/bulletin-facts';
import { OrderActions } from './order-actions';
import { OrderDevices } from './order-devices';

/** What a person sees first: a real emergency, a drill, or a play-now. */
function faceOf({ kind, drill }: OrderView) {
  if (kind === 'play-now') return { name: 'playNow', icon: Play } as const;
  return drill ? ({ name: 'drill', icon: GraduationCap } as const) : ({ name: 'live', icon: BellRing } as const);
}

function stateOf({ state, over }: OrderView): { tone: Tone; word: 'waiting' | 'inForce' | 'ended' | 'cancelled' } {
  if (state === 'cancelled') return { tone: 'neutral', word: 'cancelled' };
  if (over) return { tone: 'neutral', word: 'ended' };
  return state === 'waiting' ? { tone: 'warn', word: 'waiting' } : { tone: 'live', word: 'inForce' };
}

/** One order: what, where, by whom, who has confirmed, and what may be done about it. */
export function OrderCard({ order, zone }: { order: OrderView; zone: string }) {
  const words = useWords(orderWords);
  const face = faceOf(order);
  const { tone, word } = stateOf(order);
  const facts = [
    words.by(order.requestedBy),
    ...(order.secondBy ? [words.second(order.secondBy)] : []),
    ...(order.brokenGlass ? [words.alone] : []),
    ...(order.repeatEveryMs ? [words.every(order.repeatEveryMs / 60_000)] : []),
    ...(order.endedBy ? [words.endedBy(order.endedBy)] : []),
  ];
  return (
    <article className={`order alarm-${face.name}${order.over ? ' order-over' : ''}`}>
      <p className="alarm-banner">
        <face.icon aria-hidden />
        <strong className="grow">{words[face.name]}</strong>
        <Badge tone={tone}>{words[word]}</Badge>
      </p>
      <div className="order-body">
        <h2>{order.title}</h2>
        <p>
          <strong>
            <AreaName code={order.areaCode} />
          </strong>{' '}
          <span className="numbers">
            {clockText(order.fromAt ?? order.requestedAt, zone)}
            {order.untilAt !== null && ` · ${words.untilTime(clockText(order.endedAt ?? order.untilAt, zone))}`}
          </span>
        </p>
        <p className="quiet small">{facts.join(' · ')}</p>
        {order.reason && <p className="small">{order.reason}</p>}
        {order.fromAt !== null && <OrderDevices order={order} zone={zone} />}
        {!order.over && <OrderActions order={order} />}
      </div>
    </article>
  );
}
