import { useState } from 'react';
import { useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { operatorWords } from '../../words/operator';

/** Asks why; the answer goes into the log. */
export function ReasonDialog({
  title,
  confirm,
  busy,
  error,
  onSend,
  onClose,
}: {
  title: string;
  confirm: string;
  busy: boolean;
  error?: unknown;
  onSend: (reason: string) => void;
  onClose: () => void;
}) {
  const words = useWords(operatorWords);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" busy={busy} disabled={reason.trim().length < 3} onClick={() => onSend(reason.trim())}>
            {confirm}
          </Button>
        </>
      }
    >
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      {error ? <ProblemNote error={error} /> : null}
    </Dialog>
  );
}
