import { CalendarClock, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { ActDialog } from '../../ui/act-dialog';
import { IconButton } from '../../ui/button';
import { Badge } from '../../ui/page';
import { Empty } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { slotsWords, weekdayText } from '../../words/slots';
import { AreaName } from '../staff/bulletin-facts';
import { type Slot, slotGroups } from './slot-input';
import { SlotForm } from './slot-form';
import type { Place } from './use-place';

/** The slots in force: an area's own can be changed here, those from above only where they are made. */
export function SlotList({ slots, place }: { slots: Slot[]; place: Place }) {
  const words = useWords(slotsWords);
  const inForce = slots
    .filter(({ retired, rule }) => !retired && (rule.validTo === null || rule.validTo >= place.today))
    .sort((a, b) => a.rule.startLocal.localeCompare(b.rule.startLocal));
  if (inForce.length === 0)
    return (
      <Empty icon={CalendarClock} title={words.none}>
        <p>{words.noneWhat}</p>
      </Empty>
    );
  return (
    <ul className="list">
      {inForce.map((slot) => (
        <SlotLine key={slot.id} slot={slot} place={place} />
      ))}
    </ul>
  );
}

function SlotLine({ slot, place }: { slot: Slot; place: Place }) {
  const words = useWords(slotsWords);
  const [doing, setDoing] = useState<'edit' | 'retire' | null>(null);
  const own = slot.areaCode === place.code;
  const paused = slot.rule.pauses?.some(({ from, to }) => from <= place.today && (to === null || to >= place.today));
  const close = (): void => setDoing(null);
  return (
    <li className="list-line">
      <div className="list-what">
        <strong>
          <span className="numbers">{slot.rule.startLocal}</span> {slot.name}
        </strong>
        <SlotTerms slot={slot} place={place} />
      </div>
      <div className="row">
        {paused && <Badge tone="warn">{words.paused}</Badge>}
        {slot.takes === 'priority' && <Badge tone="bad">{words.priorityOnly}</Badge>}
        {slot.sharing === 'exclusive' && <Badge tone="info">{words.exclusiveOne}</Badge>}
        {!own && (
          <Badge>
            {words.inherited}: <AreaName code={slot.areaCode} />
          </Badge>
        )}
      </div>
      {own && (
        <div className="list-does">
          <IconButton icon={Pencil} label={words.edit(slot.name)} onClick={() => setDoing('edit')} />
          <IconButton icon={Trash2} label={`${words.retire}: ${slot.name}`} onClick={() => setDoing('retire')} />
        </div>
      )}
      {doing === 'edit' && <SlotForm slot={slot} place={place} onClose={close} />}
      {doing === 'retire' && <RetireSlot slot={slot} onClose={close} />}
    </li>
  );
}

function SlotTerms({ slot: { rule }, place: { today, zone } }: { slot: Slot; place: Place }) {
  const words = useWords(slotsWords);
  const { language } = useLanguage();
  const days =
    rule.weekdays.length === 7
      ? words.every
      : [...rule.weekdays]
          .sort((a, b) => a - b)
          .map((day) => weekdayText(day, language))
          .join(', ');
  return (
    <span className="quiet small">
      {[
        days,
        words.minutes(rule.lengthMinutes),
        ...(rule.validFrom > today ? [words.from(dateText(rule.validFrom, language, zone))] : []),
        ...(rule.validTo === null ? [] : [words.until(dateText(rule.validTo, language, zone))]),
      ].join(' · ')}
    </span>
  );
}

function RetireSlot({ slot, onClose }: { slot: Slot; onClose: () => void }) {
  const words = useWords(slotsWords);
  const { tell } = useToasts();
  const retire = useChange(scheduleRoutes.retireSlot, { refresh: slotGroups });
  const send = (): void =>
    retire.mutate(
      { params: { id: slot.id }, body: { revision: slot.revision } },
      {
        onSuccess: () => {
          tell(words.saved);
          onClose();
        },
      },
    );
  return (
    <ActDialog
      title={words.retireNamed(slot.name)}
      confirm={words.retire}
      look="danger"
      act={send}
      state={retire}
      onClose={onClose}
    >
      <p>{words.retireWhat}</p>
    </ActDialog>
  );
}
