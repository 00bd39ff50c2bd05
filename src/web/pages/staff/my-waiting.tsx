import { useUser } from '../../data/session';
import { useWaiting } from './use-waiting';
import { WaitingList } from './waiting-list';

/** On other pages than the form's: what of mine is still on its way. */
export function MyWaiting() {
  return <WaitingList waiting={useWaiting(useUser().id)} />;
}
