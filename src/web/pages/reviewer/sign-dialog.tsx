import { useState } from 'react';
import { closingsRoutes } from '../../../contracts/http/closings';
import { addDays } from '../../../domain/time/local-date';
import { useWords } from '../../app/language';
import { useRoots } from '../../data/session';
import { useChange } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea } from '../../ui/field';
import { Link } from '../../ui/link';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { monthWords } from '../../words/evidence';
import { localToday } from './use-period';

/** How far back a month is offered. */
const offered = 12;

function monthsPast(): string[] {
  const months: string[] = [];
  for (let first = `${localToday().slice(0, 7)}-01`; months.length < offered;) {
    const month = addDays(first, -1).slice(0, 7);
    months.push(month);
    first = `${month}-01`;
  }
  return months;
}

/** Puts the reviewer's name to a month's report. */
export function SignDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(monthWords);
  const { tell } = useToasts();
  const [root = ''] = useRoots('period.sign');
  const [code, setCode] = useState(root);
  const months = monthsPast();
  const [month, setMonth] = useState(months[0] ?? '');
  const [note, setNote] = useState('');
  const close = useChange(closingsRoutes.close);
  const sign = (): void =>
    close.mutate(
      { params: { code, month }, body: { note: note.trim() } },
      {
        onSuccess: () => {
          tell(`${words.signed}: ${words.monthName(month)}`);
          onClose();
        },
      },
    );
  const next = addDays(`${month}-28`, 4).slice(0, 7);
  const figures = new URLSearchParams({ from: `${month}-01`, to: addDays(`${next}-01`, -1), area: code });
  return (
    <Dialog
      title={words.sign}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={close.isPending} disabled={code === ''} onClick={sign}>
          {words.signNow}
        </Button>
      }
    >
      <p className="quiet">{words.signWhat}</p>
      <SelectField label={words.month} value={month} onChange={(event) => setMonth(event.target.value)}>
        {months.map((one) => (
          <option key={one} value={one}>
            {words.monthName(one)}
          </option>
        ))}
      </SelectField>
      <AreaField label={words.area} value={code} onChange={setCode} />
      <TextArea
        label={words.note}
        optional={words.optional}
        value={note}
        maxLength={1_000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Link to={`/airtime?${figures}`}>{words.look}</Link>
      {close.isError && <ProblemNote error={close.error} />}
    </Dialog>
  );
}
