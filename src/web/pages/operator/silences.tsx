import { OctagonX } from 'lucide-react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Link } from '../../ui/link';
import { Note } from '../../ui/states';
import { momentText } from '../../ui/time';
import { silenceWords } from '../../words/silence';
import { within } from '../../words/within';
import { AreaName } from '../staff/bulletin-facts';
import { ResumeButton } from '../staff/resume-button';
import type { Place } from './use-place';

const freshMs = 15_000;
const most = 200;

/** What people keep silent in an area and below it, with the way back: nobody should wonder why a village hears nothing (P9). */
export function Silences({ place }: { place: Place }) {
  const words = useWords(silenceWords);
  const { data } = useRoute(
    ordersRoutes.list,
    { params: { code: place.code }, query: { open: 'true', limit: most } },
    { refetchMs: freshMs, keepFormer: true, enabled: place.code !== '' },
  );
  const silent = data?.orders.filter(({ kind }) => kind === 'stop' || kind === 'hold') ?? [];
  if (silent.length === 0) return null;
  return (
    <Note tone="bad" icon={OctagonX}>
      <strong>{words.silences}</strong>
      <ul className="stack-tight">
        {silent.map((order) => (
          <Silence key={order.id} order={order} zone={place.zone} />
        ))}
      </ul>
    </Note>
  );
}

function Silence({ order, zone }: { order: OrderView; zone: string }) {
  const words = useWords(silenceWords);
  const { language } = useLanguage();
  const { target } = order;
  const what = words[target?.kind ?? 'everything'];
  return (
    <li className="row row-apart">
      <span className="grow">
        <strong>
          <AreaName code={order.areaCode} />
        </strong>
        {': '}
        {target?.kind === 'bulletin' ? <Link to={`/bulletins/${target.bulletinId}`}>{what}</Link> : what}
        {order.reason && ` – ${order.reason}`}{' '}
        <span className="quiet small">
          {order.requestedBy}, {within(momentText(order.requestedAt, language, zone))}
        </span>
      </span>
      <ResumeButton order={order} title={what} />
    </li>
  );
}
