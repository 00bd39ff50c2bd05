import { useState } from 'react';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { policiesWords } from '../../words/policies';
import '../operator/lists.css';
import { DatesAndReason, isWhole, termOf } from '../approver/dates-and-reason';
import type { Place } from '../operator/use-place';

const fields = ['from', 'to', 'minutes'] as const;

/** Lifts hours or the length of a session for some days, with the reason (S7). */
export function GrantException({ place, onClose }: { place: Place; onClose: () => void }) {
  const words = useWords(policiesWords);
  const { tell } = useToasts();
  const [limits, setLimits] = useState({ from: '', to: '', minutes: '' });
  const [term, setTerm] = useState(termOf(place.today, 0));
  const grant = useChange(scheduleRoutes.grantException);
  const { from, to, minutes } = limits;
  const hours = from !== '' && to !== '';
  const longest = /^[1-9]\d{0,3}$/.test(minutes);
  const whole = isWhole(term, place.today) && (hours || longest) && (hours || from + to === '');
  const send = (): void =>
    grant.mutate(
      {
        params: { code: place.code },
        body: {
          // A time field knows no 24:00; midnight as an end means it.
          ...(hours ? { windows: [{ from, to: to === '00:00' ? '24:00' : to }] } : {}),
          ...(longest ? { maxSessionMinutes: Number(minutes) } : {}),
          ...{ from: term.from, until: term.to, reason: term.reason.trim() },
        },
      },
      {
        onSuccess: () => {
          tell(words.granted);
          onClose();
        },
      },
    );
  const labels = { from: words.hoursFrom, to: words.hoursTo, minutes: words.maxSessionMinutes };
  return (
    <Dialog
      title={words.grant}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={grant.isPending} disabled={!whole} onClick={send}>
          {words.grant}
        </Button>
      }
    >
      <p>{words.grantWhat}</p>
      <div className="pairs">
        {fields.map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            type={name === 'minutes' ? 'text' : 'time'}
            inputMode={name === 'minutes' ? 'numeric' : undefined}
            value={limits[name]}
            onChange={(event) => setLimits({ ...limits, [name]: event.target.value })}
          />
        ))}
      </div>
      <DatesAndReason term={term} today={place.today} onChange={setTerm} />
      {grant.isError && <ProblemNote error={grant.error} />}
    </Dialog>
  );
}
