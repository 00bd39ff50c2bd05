import { Copy } from 'lucide-react';
import type { ResetCodeView } from '../../../contracts/http/accounts';
import { useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { peopleWords } from '../../words/admin';

export interface GivenCode extends ResetCodeView {
  name: string;
}

/** A code that nobody sees a second time. */
export function OneTimeCode({ given, onClose }: { given: GivenCode; onClose: () => void }) {
  const words = useWords(peopleWords);
  const { tell } = useToasts();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(given.code);
    tell(words.copied);
  };
  return (
    <Dialog
      title={words.codeTitle}
      open
      onClose={onClose}
      footer={
        <>
          {/* Without HTTPS a browser has no clipboard; the code is there to be read and selected. */}
          {'clipboard' in navigator && (
            <Button icon={Copy} onClick={() => void copy()}>
              {words.copy}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <p>{words.codeFor(given.name)}</p>
      <output className="one-time-code">{given.code}</output>
      <p>{words.codeOnce}</p>
      <p className="quiet small">
        {words.codeUntil} <Moment at={given.expiresAt} inSentence />
      </p>
    </Dialog>
  );
}
