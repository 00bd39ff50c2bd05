import { useState } from 'react';
import type { LedgerRowView } from '../../../contracts/http/airtime';
import { playoutRoutes } from '../../../contracts/http/playout';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { airtimeWords, resultWords } from '../../words/airtime';

type Result = LedgerRowView['result'];

/** 1:30 or 1:02:30 as milliseconds; null: not a length. */
function readLength(text: string): number | null {
  const parts = /^(?:(\d+):)?(\d{1,3}):([0-5]\d)$/.exec(text.trim());
  if (!parts) return null;
  return ((Number(parts[1] ?? 0) * 60 + Number(parts[2])) * 60 + Number(parts[3])) * 1000;
}

/** A new row beside a wrong one. */
export function CorrectionDialog({ row, onClose }: { row: LedgerRowView; onClose: () => void }) {
  const words = useWords(airtimeWords);
  const results = useWords(resultWords);
  const { tell } = useToasts();
  const [result, setResult] = useState<Result>(row.result);
  const [heard, setHeard] = useState(lengthText(row.heardMs));
  const [note, setNote] = useState('');
  const correct = useChange(playoutRoutes.correct, { refresh: ['airtime', 'playout', 'closings'] });
  const length = readLength(heard);
  // A length left as it was keeps its milliseconds.
  const heardMs = heard === lengthText(row.heardMs) ? row.heardMs : length;
  const send = (): void => {
    if (heardMs === null) return;
    correct.mutate(
      { params: { number: row.receivedNumber }, body: { result, heardMs, note } },
      {
        onSuccess: () => {
          tell(words.corrected);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={words.correctTitle}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          busy={correct.isPending}
          disabled={heardMs === null || note.trim().length < 3}
          onClick={send}
        >
          {words.save}
        </Button>
      }
    >
      <p>
        <strong>{row.title}</strong> <span className="quiet">{row.device.name}</span>
      </p>
      <p className="quiet small">{words.correctWhat}</p>
      <SelectField label={words.result} value={result} onChange={(event) => setResult(event.target.value as Result)}>
        {(Object.keys(results) as Result[]).map((one) => (
          <option key={one} value={one}>
            {results[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.heardLength}
        value={heard}
        error={heardMs === null ? words.heardWrong : null}
        onChange={(event) => setHeard(event.target.value)}
      />
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        value={note}
        maxLength={2_000}
        onChange={(event) => setNote(event.target.value)}
      />
      {correct.isError && <ProblemNote error={correct.error} />}
    </Dialog>
  );
}
