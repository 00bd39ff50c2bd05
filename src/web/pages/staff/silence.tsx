import { Hand, Octagon, OctagonX, Volume2, VolumeX } from 'lucide-react';
import { useState } from 'react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { AskingButton } from '../../ui/asking-button';
import { TextField } from '../../ui/field';
import { Card } from '../../ui/page';
import { Note } from '../../ui/states';
import { clockText } from '../../ui/time';
import { silenceWords } from '../../words/silence';
import { ResumeButton } from './resume-button';

const refreshMs = 3_000;
const groups = ['orders', 'schedule'];

const listed = { open: 'true', limit: 200 } as const;

/** The items of an area that people keep silent now: the order that does, by airing key. */
export function useHeld(code: string): Map<string, OrderView> {
  const orders = useRoute(ordersRoutes.list, { params: { code }, query: listed }, { pollMs: refreshMs });
  return new Map(
    orders.data?.orders.flatMap((order) =>
      order.target?.kind === 'item' ? [[order.target.airingKey, order] as const] : [],
    ),
  );
}

/** What sounds at this moment, and the button that ends it: always in sight. */
export function OnAir({ code, zone }: { code: string; zone: string }) {
  const words = useWords(silenceWords);
  const now = useRoute(ordersRoutes.now, { params: { code } }, { pollMs: refreshMs });
  const orders = useRoute(ordersRoutes.list, { params: { code }, query: listed }, { pollMs: refreshMs });
  const stop = orders.data?.orders.find((order) => order.kind === 'stop');
  const sounding = now.data?.devices.flatMap((device) => (device.item ? [device.item] : [])) ?? [];
  const items = [...new Map(sounding.map((item) => [item.airingKey, item])).values()];
  return (
    <Card tone={items.length > 0 ? 'live' : undefined}>
      <div className="on-air">
        <div className="grow">
          <strong className="row">
            {items.length > 0 ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
            {items.length > 0 ? words.now : words.silent}
          </strong>
          {items.map((item) => (
            <p key={item.airingKey}>
              {item.title} <span className="quiet numbers">{words.untilTime(clockText(item.untilAt, zone))}</span>
            </p>
          ))}
        </div>
        <StopButton code={code} />
      </div>
      {stop && (
        <Note tone="bad" icon={OctagonX}>
          <strong>{words.inForce}</strong>
          <p>{words.confirmed(stop.confirmed, stop.devices)}</p>
          <ResumeButton order={stop} title={words[stop.target?.kind ?? 'everything']} />
        </Note>
      )}
    </Card>
  );
}

function StopButton({ code }: { code: string }) {
  const words = useWords(silenceWords);
  const may = useMay('playing.stop');
  const [reason, setReason] = useState('');
  const stop = useChange(ordersRoutes.stop, { refresh: groups });
  if (!may) return null;
  return (
    <AskingButton
      label={words.stop}
      icon={Octagon}
      look="danger"
      title={words.stopTitle}
      answer={{ look: 'danger', wide: true, icon: Octagon }}
      act={() => stop.mutateAsync({ params: { code }, body: { target: { kind: 'everything' }, reason } })}
      said={words.stopped}
    >
      <p>{words.stopWhat}</p>
      <Reason value={reason} onChange={setReason} />
    </AskingButton>
  );
}

/** Keeps one item of a session silent. */
export function HoldButton({
  code,
  rundownId,
  airingKey,
  title,
}: {
  code: string;
  rundownId: string;
  airingKey: string;
  title: string;
}) {
  const words = useWords(silenceWords);
  const may = useMay('playing.hold');
  const [reason, setReason] = useState('');
  const hold = useChange(ordersRoutes.hold, { refresh: groups });
  if (!may) return null;
  return (
    <AskingButton
      small
      label={words.hold}
      about={title}
      icon={Hand}
      title={words.holdTitle(title)}
      answer={{ look: 'primary', wide: true, icon: Hand }}
      act={() =>
        hold.mutateAsync({ params: { code }, body: { target: { kind: 'item', rundownId, airingKey }, reason } })
      }
      said={words.heldNow}
    >
      <p>{words.holdWhat}</p>
      <Reason value={reason} onChange={setReason} />
    </AskingButton>
  );
}

function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const words = useWords(silenceWords);
  return (
    <TextField
      label={words.reason}
      optional={words.optional}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
