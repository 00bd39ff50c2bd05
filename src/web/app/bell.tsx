import { Bell as BellIcon } from 'lucide-react';
import { notificationsRoutes } from '../../contracts/http/notifications';
import { useRoute } from '../data/use-route';
import { PlaceLink } from '../ui/link';
import { bellWords } from '../words/notices';
import './bell.css';
import { useWords } from './language';

const refetchMs = 30_000;

/** How much is unread, wherever one is; leads to the notices. */
export default function Bell() {
  const words = useWords(bellWords);
  const { data } = useRoute(notificationsRoutes.list, { query: { limit: 1 } }, { refetchMs });
  const unread = data?.unread ?? 0;
  const label = words.bell(unread);
  return (
    <PlaceLink to="/notices" className="icon-button bell" aria-label={label} title={label}>
      <BellIcon aria-hidden />
      {unread > 0 && (
        <span className="bell-count numbers" aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </PlaceLink>
  );
}
