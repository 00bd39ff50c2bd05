import { Play } from 'lucide-react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange } from '../../data/use-route';
import { AskingButton } from '../../ui/asking-button';
import { silenceWords } from '../../words/silence';

/** Ends a stop or a hold: an operator's alone (P9). `title` is what sounds again, for who cannot see the button's place. */
export function ResumeButton({ order, title }: { order: Pick<OrderView, 'id' | 'areaCode'>; title: string }) {
  const words = useWords(silenceWords);
  const may = useMay('playing.resume');
  const resume = useChange(ordersRoutes.resume, { refresh: ['orders', 'schedule', 'queue'] });
  if (!may) return null;
  return (
    <AskingButton
      small
      label={words.resume}
      about={title}
      icon={Play}
      title={words.resumeTitle}
      answer={{ look: 'primary', wide: true, icon: Play }}
      act={() => resume.mutateAsync({ params: { code: order.areaCode, id: order.id } })}
      said={words.resumed}
    >
      <p>
        <strong>{title}</strong>
      </p>
      <p>{words.resumeWhat}</p>
    </AskingButton>
  );
}
