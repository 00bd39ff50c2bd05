import type { Rundown } from '../../domain/scheduling/rundown';
import { foldVietnamese } from '../../domain/text/fold';
import type { PlannedAudio, RundownEntity, RundownSummary } from './rundown.entity';

/** The row of a planned rundown: a version later when anything but its being frozen changed. */
export function rowOf(
  rundown: Rundown,
  audio: Record<string, PlannedAudio>,
  before: RundownEntity | undefined,
  now: number,
): RundownEntity {
  const same = before !== undefined && contentOf(before.body, before.audio) === contentOf(rundown, audio);
  return {
    id: rundown.id,
    areaCode: rundown.programmeAreaId,
    slotId: rundown.slotId,
    slotOccurrenceId: rundown.slotOccurrenceId,
    localDate: rundown.localDate,
    startAt: rundown.startAt,
    endAt: rundown.endAt,
    freezeAt: rundown.freezeAt,
    frozen: rundown.frozen,
    version: (before?.version ?? 0) + (same ? 0 : 1),
    body: rundown,
    audio,
    withdrawn: before?.withdrawn ?? [],
    ...listed(rundown, audio),
    overridden: before?.overridden ?? null,
    plannedAt: now,
  };
}

/** What a version stands for: everything but whether it is frozen. */
const contentOf = (rundown: Rundown, audio: Record<string, PlannedAudio>): string =>
  JSON.stringify([{ ...rundown, frozen: null }, audio]);

/** What lists show and search. */
export function listed(
  rundown: Rundown,
  audio: Record<string, PlannedAudio>,
): Pick<RundownEntity, 'summary' | 'searchText' | 'topics'> {
  const said = Object.values(audio).filter((one) => one.kind !== 'chime');
  const topics = [...new Set(said.flatMap((one) => one.topicCode ?? []))].sort();
  return {
    summary: summaryOf(rundown),
    searchText: foldVietnamese([...new Set(said.map((one) => one.title))].join(' ')),
    topics: topics.length === 0 ? '' : `|${topics.join('|')}|`,
  };
}

export function summaryOf({ items, leftOut, notes }: Rundown): RundownSummary {
  const first = items[0];
  const endAt = items.reduce((end, item) => Math.max(end, item.startAt + item.durationMs), first?.startAt ?? 0);
  const inState = (state: string): number => items.filter((item) => item.state === state).length;
  return {
    items: items.length,
    bulletins: items.filter((item) => item.kind !== 'template').length,
    awaiting: inState('awaiting-approval'),
    held: inState('held'),
    leftOut: leftOut.length,
    lengthMs: endAt - (first?.startAt ?? 0),
    notes: notes.map((note) => note.code),
  };
}
