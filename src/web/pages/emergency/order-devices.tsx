import { CircleCheck, CircleDashed } from 'lucide-react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { clockText } from '../../ui/time';
import { orderWords } from '../../words/emergency';

const refreshMs = 3_000;
const listed = 200;

/** How many devices have confirmed, as a bar; those that have not stand first, by name. */
export function OrderDevices({ order, zone }: { order: OrderView; zone: string }) {
  const words = useWords(orderWords);
  const all = order.confirmed === order.devices;
  const { data } = useRoute(
    ordersRoutes.get,
    { params: { code: order.areaCode, id: order.id } },
    { pollMs: all || order.over ? undefined : refreshMs },
  );
  if (order.devices === 0) return <p className="quiet">{words.noDevices}</p>;
  const devices = [...(data?.devices ?? [])].sort((a, b) => Number(a.confirmed) - Number(b.confirmed));
  const missing = devices.filter(({ confirmed }) => !confirmed);
  return (
    <div className="stack-tight">
      <p role="status">
        <strong>{words.confirmed(order.confirmed, order.devices)}</strong>
      </p>
      <progress className="order-bar" max={order.devices} value={order.confirmed} aria-label={words.missing} />
      {missing.length > 0 && (
        <p className="small">
          <b className="urgent">{words.missing}:</b>{' '}
          {missing
            .slice(0, listed)
            .map(({ deviceName }) => deviceName)
            .join(', ')}
        </p>
      )}
      <details>
        <summary>{words.showDevices}</summary>
        <ul className="order-devices">
          {devices.slice(0, listed).map((device) => (
            <li key={device.deviceId} className={device.confirmed ? 'tone-good' : 'tone-warn'}>
              {device.confirmed ? <CircleCheck aria-hidden /> : <CircleDashed aria-hidden />}
              <span className="grow">{device.deviceName}</span>
              <span className="numbers quiet small">
                {device.confirmed
                  ? clockText((order.endedAt === null ? device.begunAt : device.endedAt) ?? 0, zone)
                  : words.missing}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
