import { Play } from 'lucide-react';
import { useState } from 'react';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useToasts } from '../../ui/toast';
import { silenceWords } from '../../words/silence';

/** Ends a stop or a hold: an operator's alone (P9). `title` is what sounds again, for who cannot see the button's place. */
export function ResumeButton({ order, title }: { order: Pick<OrderView, 'id' | 'areaCode'>; title: string }) {
  const words = useWords(silenceWords);
  const { tell, tellProblem } = useToasts();
  const may = useMay('playing.resume');
  const [open, setOpen] = useState(false);
  const resume = useChange(ordersRoutes.resume, { refresh: ['orders', 'schedule', 'queue'] });
  if (!may) return null;
  const go = (): void =>
    // The button is gone once it sounds again: only the promise outlives it.
    void resume
      .mutateAsync({ params: { code: order.areaCode, id: order.id } })
      .then(() => tell(words.resumed), tellProblem);
  return (
    <>
      <Button small icon={Play} onClick={() => setOpen(true)} aria-label={`${words.resume}: ${title}`}>
        {words.resume}
      </Button>
      <Dialog
        title={words.resumeTitle}
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <Button look="primary" wide icon={Play} busy={resume.isPending} onClick={go}>
            {words.resume}
          </Button>
        }
      >
        <p>
          <strong>{title}</strong>
        </p>
        <p>{words.resumeWhat}</p>
      </Dialog>
    </>
  );
}
