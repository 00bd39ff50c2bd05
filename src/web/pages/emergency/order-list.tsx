import { CircleCheckBig } from 'lucide-react';
import { ordersRoutes } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Answer, Empty } from '../../ui/states';
import { orderWords } from '../../words/emergency';
import type { Place } from '../operator/use-place';
import { OrderCard } from './order-card';

const refreshMs = 3_000;
const shownPast = 5;

/** The orders that sound or wait, then the last ones that are over. */
export function OrderList({ place, quietWhenEmpty }: { place: Place; quietWhenEmpty: boolean }) {
  const words = useWords(orderWords);
  const list = useRoute(
    ordersRoutes.list,
    { params: { code: place.code }, query: { limit: 30 } },
    { pollMs: refreshMs, keepFormer: true, enabled: place.code !== '' },
  );
  return (
    <Answer of={list} lines={1}>
      {({ orders }) => {
        const sounding = orders.filter(({ kind }) => kind === 'emergency' || kind === 'play-now');
        const current = sounding.filter(({ over }) => !over);
        const past = sounding.filter(({ over }) => over).slice(0, shownPast);
        return (
          <>
            {current.length > 0 && (
              <section className="stack" aria-label={words.now}>
                {current.map((order) => (
                  <OrderCard key={order.id} order={order} zone={place.zone} />
                ))}
              </section>
            )}
            {current.length === 0 && !quietWhenEmpty && (
              <Empty icon={CircleCheckBig} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            )}
            {past.length > 0 && (
              <details className="orders-past">
                <summary>
                  {words.past} ({past.length})
                </summary>
                <div className="stack">
                  {past.map((order) => (
                    <OrderCard key={order.id} order={order} zone={place.zone} />
                  ))}
                </div>
              </details>
            )}
          </>
        );
      }}
    </Answer>
  );
}
