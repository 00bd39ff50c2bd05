import { Siren } from 'lucide-react';
import { ordersRoutes } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useRoots, useUser } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { Note } from '../../ui/states';
import { orderWords } from '../../words/emergency';

const refreshMs = 15_000;

/** Said to a possible second person wherever that person works: somebody waits, and minutes count (X2). */
export function WaitingOrders() {
  const words = useWords(orderWords);
  const { username } = useUser();
  const [code = ''] = useRoots('emergency.second');
  const { data } = useRoute(
    ordersRoutes.list,
    { params: { code }, query: { limit: 30 } },
    { enabled: code !== '', refetchMs: refreshMs },
  );
  const waiting =
    data?.orders.filter((one) => one.state === 'waiting' && !one.over && one.requestedBy !== username).length ?? 0;
  if (waiting === 0) return null;
  return (
    <Note tone="bad" icon={Siren}>
      <strong>{words.waitingForYou(waiting)}</strong>
      <p>
        <LinkButton to="/emergency" look="danger">
          {words.look}
        </LinkButton>
      </p>
    </Note>
  );
}
