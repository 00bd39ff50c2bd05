import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { Page } from '../../ui/page';
import { emergencyWords } from '../../words/emergency';
import { PlaceBar } from '../operator/place-bar';
import { usePlace } from '../operator/use-place';
import './emergency.css';
import { EmergencyForm } from './emergency-form';
import { OrderList } from './order-list';

/** What sounds by order and not by plan: what is in force first, then the form that starts one. */
export default function EmergencyPage() {
  const words = useWords(emergencyWords);
  const mayStart = useMay('emergency.start');
  const place = usePlace(mayStart ? 'emergency.start' : 'emergency.second');
  return (
    <Page title={words.title} lead={mayStart && words.lead} width="narrow">
      <PlaceBar place={place} />
      <OrderList place={place} quietWhenEmpty={mayStart} />
      {mayStart && place.area && <EmergencyForm key={place.code} place={place} area={place.area} />}
    </Page>
  );
}
