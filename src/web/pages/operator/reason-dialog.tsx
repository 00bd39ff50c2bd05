import { useState } from 'react';
import { useWords } from '../../app/language';
import { ActDialog } from '../../ui/act-dialog';
import { TextArea } from '../../ui/field';
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
    <ActDialog
      title={title}
      confirm={confirm}
      act={() => onSend(reason.trim())}
      state={{ isPending: busy, error }}
      disabled={reason.trim().length < 3}
      onClose={onClose}
    >
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}
