/** The items of a rundown, judged one by one: a red one is left out, and the rest airs (S8). */
import { openParts } from '../open-time';
import { type EffectivePolicy } from '../policy';
import { type Rundown, type RundownItem } from '../rundown';
import { type DayProgramme, type DayRundown, type PreflightDay } from './day';
import { finding, type Finding, type FindingCode } from './finding';

type PolicyOn = (date: string) => EffectivePolicy;

/** What is wrong with the items of one session. */
export function judgeItems(
  day: PreflightDay,
  { areaCode, names }: DayProgramme,
  { rundown, audio, withdrawn }: DayRundown,
  policyOn: PolicyOn,
): Finding[] {
  const { slotId, slotOccurrenceId, startAt, freezeAt, zone } = rundown;
  const place = { areaCode, slotId, slotOccurrenceId, startAt };
  const open = openParts(rundown, zone, policyOn)[0];
  const found: Finding[] = [];
  for (const item of rundown.items) {
    const recording = audio[item.airingKey];
    const bookingId = item.kind === 'template' ? null : item.sourceId;
    const subject = recording?.title ?? names.get(item.sourceId) ?? item.ref;
    const about = { ...place, bookingId, subject };
    const red = (code: FindingCode, more: Partial<Finding> = {}): void => {
      found.push(finding({ level: 'red', code, ...about, ...more }));
    };
    if (item.state === 'awaiting-approval') red('not-approved', { until: freezeAt });
    if (item.state === 'held') found.push(finding({ level: 'amber', code: 'held', ...about }));
    if (withdrawn.includes(item.airingKey)) red('approval-lost');
    if (item.kind === 'relay' && !day.relays.nativeFfmpeg)
      found.push(finding({ level: 'amber', code: 'relay-without-ffmpeg', ...about }));
    // A relay that can be taken sounds by itself; what stands in for it is wanted all the same.
    const sounds = item.kind === 'relay' && day.relays.nativeFfmpeg && recording;
    if (!recording || recording.missing) red('audio-missing', sounds ? { level: 'amber' } : {});
    else if (isInvalid(item, recording)) red('validity-ended', { until: recording.validUntil });
    if (!open || item.startAt < open.startAt || endOf(item) > open.endAt) {
      const { windows, setBy } = policyOn(rundown.localDate);
      const reason = windows.map(({ from, to }) => `${from}-${to}`).join(', ');
      red('outside-window', { reason, details: setBy.windows });
    }
  }
  return [...found, ...judgeLength(rundown, areaCode, policyOn)];
}

function isInvalid(item: RundownItem, audio: { validFrom: number | null; validUntil: number | null }): boolean {
  const { validFrom, validUntil } = audio;
  return (validFrom !== null && item.startAt < validFrom) || (validUntil !== null && item.startAt >= validUntil);
}

/** Measured from the first chime to the last sample (S7). */
function judgeLength(rundown: Rundown, areaCode: string, policyOn: PolicyOn): Finding[] {
  const { maxSessionMinutes, setBy } = policyOn(rundown.localDate);
  const [first] = rundown.items;
  if (!first || maxSessionMinutes === null) return [];
  const endAt = Math.max(...rundown.items.map(endOf));
  if (endAt - first.startAt <= maxSessionMinutes * 60_000) return [];
  const { slotId, slotOccurrenceId, startAt } = rundown;
  return [
    finding({
      ...{ level: 'red', code: 'over-session-cap', areaCode, slotId, slotOccurrenceId, startAt },
      ...{ reason: String(maxSessionMinutes), details: setBy.maxSessionMinutes },
    }),
  ];
}

const endOf = ({ startAt, durationMs }: RundownItem): number => startAt + durationMs;
