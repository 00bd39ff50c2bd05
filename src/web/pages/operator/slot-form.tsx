import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useLanguage, useWords } from '../../app/language';
import { refreshGroups } from '../../data/use-route';
import { ActDialog } from '../../ui/act-dialog';
import { Choice, TextField, Tick } from '../../ui/field';
import { Note } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { slotsWords, weekdayText } from '../../words/slots';
import { SlotConflicts } from './slot-conflicts';
import {
  allDays,
  checkSlot,
  inputOf,
  saveSlot,
  type Slot,
  type SlotConflict,
  slotGroups,
  type SlotInput,
} from './slot-input';
import type { Place } from './use-place';

/** A slot, new or changed. What a save runs into is shown first; it is saved at once where it runs into nothing. */
export function SlotForm({ slot, place, onClose }: { slot: Slot | null; place: Place; onClose: () => void }) {
  const words = useWords(slotsWords);
  const form = useId();
  const queries = useQueryClient();
  const { tell } = useToasts();
  const [input, setInput] = useState(() => inputOf(slot, place));
  const [conflicts, setConflicts] = useState<SlotConflict[]>([]);
  const put = (change: Partial<SlotInput>): void => {
    setInput({ ...input, ...change });
    setConflicts([]);
  };
  const send = useMutation({
    mutationFn: async () => {
      const found = conflicts.length > 0 ? [] : await checkSlot(slot, input, place);
      if (found.length === 0) await saveSlot(slot, input, place);
      return found;
    },
    onSuccess: async (found) => {
      setConflicts(found);
      if (found.length > 0) return;
      await refreshGroups(queries, slotGroups);
      tell(words.saved);
      onClose();
    },
  });
  const blocked = conflicts.some(({ blocking }) => blocking);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <ActDialog
      title={slot ? words.edit(slot.name) : words.create}
      confirm={conflicts.length > 0 ? words.saveAnyway : words.check}
      act={{ form }}
      state={send}
      disabled={blocked || !input.name.trim() || input.weekdays.length === 0}
      onClose={onClose}
    >
      <form id={form} className="stack" onSubmit={submit}>
        <Fields input={input} put={put} isNew={slot === null} />
        {conflicts.length > 0 && (
          <div ref={intoSight}>
            <Note tone={blocked ? 'bad' : 'warn'} icon={TriangleAlert}>
              <strong role="alert">{words.conflicts}</strong>
              <SlotConflicts conflicts={conflicts} />
              {blocked && <p>{words.blocking}</p>}
            </Note>
          </div>
        )}
      </form>
    </ActDialog>
  );
}

/** The form is longer than a phone: what stands in the way must not stay below its edge. */
const intoSight = (place: HTMLElement | null): void => place?.scrollIntoView({ block: 'nearest' });

interface FieldsProps {
  input: SlotInput;
  put: (change: Partial<SlotInput>) => void;
  isNew: boolean;
}

function Fields({ input, put, isNew }: FieldsProps) {
  const words = useWords(slotsWords);
  return (
    <>
      <TextField
        label={words.name}
        hint={words.nameExample}
        value={input.name}
        maxLength={200}
        required
        onChange={(event) => put({ name: event.target.value })}
      />
      <div className="row">
        <div className="grow">
          <TextField
            label={words.start}
            type="time"
            value={input.startLocal}
            required
            onChange={(event) => put({ startLocal: event.target.value })}
          />
        </div>
        <div className="grow">
          <TextField
            label={words.length}
            type="number"
            min={1}
            max={1440}
            value={input.lengthMinutes}
            required
            onChange={(event) => put({ lengthMinutes: event.target.valueAsNumber || 1 })}
          />
        </div>
      </div>
      <Weekdays input={input} put={put} isNew={isNew} />
      <When input={input} put={put} isNew={isNew} />
      <Choice
        label={words.takes}
        value={input.takes}
        options={[
          { value: 'anything', label: words.anything },
          { value: 'priority', label: words.priority },
        ]}
        onChange={(takes) => put({ takes })}
      />
      <Choice
        label={words.sharing}
        value={input.sharing}
        options={[
          { value: 'shared', label: words.shared },
          { value: 'exclusive', label: words.exclusive },
        ]}
        onChange={(sharing) => put({ sharing })}
      />
    </>
  );
}

function Weekdays({ input, put }: FieldsProps) {
  const words = useWords(slotsWords);
  const { language } = useLanguage();
  const { weekdays } = input;
  return (
    <fieldset className="field">
      <legend>{words.weekdays}</legend>
      <div className="weekdays">
        {allDays.map((day) => (
          <Tick
            key={day}
            label={weekdayText(day, language)}
            checked={weekdays.includes(day)}
            onChange={(event) =>
              put({ weekdays: event.target.checked ? [...weekdays, day] : weekdays.filter((one) => one !== day) })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** A new slot says when it begins; changed times say as of when they hold. */
function When({ input, put, isNew }: FieldsProps) {
  const words = useWords(slotsWords);
  return (
    <>
      {!isNew && (
        <Choice
          label={words.scope}
          value={input.scope}
          options={[
            { value: 'following', label: words.following },
            { value: 'all', label: words.all },
          ]}
          onChange={(scope) => put({ scope })}
        />
      )}
      <div className="row">
        {(isNew || input.scope === 'following') && (
          <div className="grow">
            <TextField
              label={isNew ? words.validFrom : words.date}
              type="date"
              value={isNew ? input.validFrom : input.date}
              required
              onChange={(event) => put({ [isNew ? 'validFrom' : 'date']: event.target.value })}
            />
          </div>
        )}
        <div className="grow">
          <TextField
            label={words.validTo}
            optional={words.optional}
            type="date"
            value={input.validTo}
            onChange={(event) => put({ validTo: event.target.value })}
          />
        </div>
      </div>
    </>
  );
}
