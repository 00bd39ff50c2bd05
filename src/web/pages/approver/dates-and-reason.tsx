import { addDays } from '../../../domain/time/local-date';
import { spanOfLocalDate } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { TextArea, TextField } from '../../ui/field';
import { approvalsWords } from '../../words/approvals';

/** From the begin of one day to the end of another, with the reason. */
export interface Term {
  from: string;
  to: string;
  reason: string;
}

export const termOf = (today: string, days: number): Term => ({ from: today, to: addDays(today, days), reason: '' });

export const isWhole = ({ from, to, reason }: Term, today: string): boolean =>
  from !== '' && from <= to && to >= today && reason.trim().length >= 3;

/** As the service takes it: instants, the end not included. */
export function instantsOf({ from, to, reason }: Term, zone: string) {
  return {
    fromAt: spanOfLocalDate(zone, from).startAt,
    untilAt: spanOfLocalDate(zone, to).endAt,
    reason: reason.trim(),
  };
}

export function DatesAndReason({
  term,
  today,
  onChange,
}: {
  term: Term;
  today: string;
  onChange: (term: Term) => void;
}) {
  const words = useWords(approvalsWords);
  const wrong = term.from === '' || term.to < term.from || term.to < today;
  return (
    <>
      <div className="row">
        <div className="grow">
          <TextField
            label={words.from}
            type="date"
            value={term.from}
            onChange={(event) => onChange({ ...term, from: event.target.value })}
          />
        </div>
        <div className="grow">
          <TextField
            label={words.until}
            type="date"
            min={term.from}
            value={term.to}
            onChange={(event) => onChange({ ...term, to: event.target.value })}
          />
        </div>
      </div>
      {wrong && (
        <p className="small" role="alert">
          {words.datesWrong}
        </p>
      )}
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        maxLength={1000}
        value={term.reason}
        onChange={(event) => onChange({ ...term, reason: event.target.value })}
      />
    </>
  );
}
