import { useState } from 'react';
import { useNavigate } from 'react-router';
import { complaintChannels, complaintsRoutes } from '../../../contracts/http/complaints';
import { addDays } from '../../../domain/time/local-date';
import { resolveLocalTime, wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useRoots } from '../../data/session';
import { useChange } from '../../data/use-route';
import { AreaField } from '../../ui/area-field';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { defaultZone } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { complaintsWords } from '../../words/complaints';

const minutesOf = (local: string): number => Number(local.slice(0, 2)) * 60 + Number(local.slice(3, 5));

/** Records a complaint; the service freezes what was on which device then. */
export function NewComplaint({ onClose }: { onClose: () => void }) {
  const words = useWords(complaintsWords);
  const { tell } = useToasts();
  const navigate = useNavigate();
  const [root = ''] = useRoots('complaint.record');
  const now = wallClockAt(defaultZone, stationNow());
  const [form, setForm] = useState({
    ...{ areaCode: root, place: '', said: '', date: now.localDate, from: '', to: '' },
    ...{ complainant: '', contact: '', channel: complaintChannels[0] as (typeof complaintChannels)[number] },
  });
  const record = useChange(complaintsRoutes.record);
  const text = (name: 'place' | 'said' | 'date' | 'from' | 'to' | 'complainant' | 'contact') => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const whole = form.areaCode && form.place.trim() && form.said.trim() && form.date && form.from && form.to;
  const send = (): void => {
    const { date, from, to, ...said } = form;
    // From 23:50 to 00:10 ends on the day after.
    const lastDate = to <= from ? addDays(date, 1) : date;
    const body = {
      ...said,
      claimedFrom: resolveLocalTime(defaultZone, date, minutesOf(from)).at,
      claimedTo: resolveLocalTime(defaultZone, lastDate, minutesOf(to)).at,
    };
    record.mutate(
      { body },
      {
        onSuccess: ({ complaint }) => {
          tell(words.recorded);
          void navigate(`/complaints/${complaint.id}`);
        },
      },
    );
  };
  return (
    <Dialog
      title={words.record}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={record.isPending} disabled={!whole} onClick={send}>
          {words.save}
        </Button>
      }
    >
      <AreaField label={words.area} value={form.areaCode} onChange={(areaCode) => setForm({ ...form, areaCode })} />
      <TextField label={words.place} hint={words.placeHint} maxLength={500} {...text('place')} />
      <TextArea label={words.said} maxLength={4000} {...text('said')} />
      <TextField label={words.date} type="date" max={now.localDate} {...text('date')} />
      <div className="row">
        <div className="grow">
          <TextField label={words.from} type="time" {...text('from')} />
        </div>
        <div className="grow">
          <TextField label={words.to} type="time" {...text('to')} />
        </div>
      </div>
      <SelectField
        label={words.channel}
        value={form.channel}
        onChange={(event) => setForm({ ...form, channel: event.target.value as typeof form.channel })}
      >
        {complaintChannels.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextField label={words.complainant} optional={words.optional} maxLength={200} {...text('complainant')} />
      <TextField label={words.contact} optional={words.optional} maxLength={200} {...text('contact')} />
      {record.isError && <ProblemNote error={record.error} />}
    </Dialog>
  );
}
