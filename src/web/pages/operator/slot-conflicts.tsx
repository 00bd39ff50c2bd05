import { useLanguage, useWords } from '../../app/language';
import { dateText } from '../../ui/time';
import { conflictText, slotsWords } from '../../words/slots';
import type { SlotConflict } from './slot-input';

const most = 12;

/** Whom a slot runs into, where and when. */
export function SlotConflicts({ conflicts }: { conflicts: SlotConflict[] }) {
  const words = useWords(slotsWords);
  const { language } = useLanguage();
  const sentence = (one: SlotConflict): string =>
    [
      `${one.areaName}, ${one.slotName}: ${conflictText(one.code, language)}${one.otherSlotName ? ` “${one.otherSlotName}”` : ''}`,
      ...(one.items.length > 0 ? [one.items.slice(0, 3).join(', ')] : []),
      ...(one.allowed === null ? [] : [words.allowed(one.allowed)]),
      ...(one.dates[0] ? [words.on(one.dates.length, dateText(one.dates[0], language))] : []),
    ].join('; ');
  return (
    <ul className="conflicts">
      {conflicts.slice(0, most).map((one) => (
        <li key={`${one.code} ${one.areaCode} ${one.slotId} ${one.otherSlotId}`}>{sentence(one)}</li>
      ))}
      {conflicts.length > most && <li>+ {conflicts.length - most}</li>}
    </ul>
  );
}
