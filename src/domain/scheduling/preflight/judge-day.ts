/** Pre-flight (S8): what of a commune's day will go wrong, or should be looked at, judged from what is stored. Pure. */
import { languageFindings } from '../../text/languages';
import { policyCalendar } from '../policy';
import { type LeftOutReason, type NoteCode } from '../rundown';
import { type PlanNews } from '../plan-news';
import { type DayProgramme, type DayRundown, type PreflightDay } from './day';
import { finding, judgementOf, type Finding, type FindingLevel, type Judgement } from './finding';
import { judgeAudioChecks, judgeDevices } from './judge-devices';
import { judgeItems } from './judge-items';

/** Judges one day of one commune. The same facts give the same findings. */
export function judgeDay(day: PreflightDay): Judgement {
  const found: Finding[] = day.programmes.flatMap((programme) => judgeProgramme(day, programme));
  for (const { bookingId, title } of day.voided)
    found.push(finding({ level: 'red', code: 'approval-void', areaCode: day.communeCode, bookingId, subject: title }));
  found.push(...judgeLanguages(day), ...judgeDevices(day), ...judgeAudioChecks(day));
  return judgementOf(day.date, found);
}

/** Items that a commune hears, but not in all its languages: each item and language once a day. */
function judgeLanguages({ communeCode: areaCode, languages = null, programmes }: PreflightDay): Finding[] {
  const heard = programmes.flatMap(({ rundowns, names }) =>
    rundowns.flatMap(({ rundown, audio }) =>
      rundown.items
        .filter(({ kind }) => kind === 'bulletin')
        .map(({ ref, language, airingKey, sourceId }) => {
          const title = audio[airingKey]?.title ?? names.get(sourceId) ?? ref;
          return { ref, language, title };
        }),
    ),
  );
  const items = heard.map(({ ref, title }) => {
    const languagesOf = heard.filter((one) => one.ref === ref).map((one) => one.language);
    return { ref, title, languages: languagesOf };
  });
  return languageFindings(languages, items).map(({ ref, title, language }) =>
    finding({
      ...{ level: 'amber', code: 'language-missing', areaCode },
      ...{ subject: title, reason: language, details: [ref] },
    }),
  );
}

function judgeProgramme(day: PreflightDay, programme: DayProgramme): Finding[] {
  const policyOn = policyCalendar(programme.policies);
  const judged = programme.rundowns.flatMap((one) => [
    ...judgeItems(day, programme, one, policyOn),
    ...judgeSession(programme.areaCode, one),
  ]);
  return [...judged, ...programme.news.map((news) => judgeNews(programme, news))];
}

/** Notes that tell of a decision, and of nothing to be done. */
const asDecided: ReadonlySet<NoteCode> = new Set(['policy-exception-used', 'event-excludes']);
const rulesOfNotes: Partial<Record<NoteCode, string>> = {
  'template-does-not-fit': 'S3',
  'decision-not-allowed': 'S12',
  'event-excludes': 'T4',
  'repeats-last-session': 'S9',
};

function judgeSession(areaCode: string, { rundown }: DayRundown): Finding[] {
  const { slotId, slotOccurrenceId, startAt, items, notes } = rundown;
  const about = { areaCode, slotId, slotOccurrenceId, startAt };
  const found = notes
    // Told with the items that compete.
    .filter(({ code }) => code !== 'priority-needs-decision')
    .map(({ code, ids }) => {
      const level: FindingLevel = asDecided.has(code) ? 'info' : 'amber';
      const rule = rulesOfNotes[code] ?? 'S7';
      return finding({ level, code: 'session-note', ...about, rule, reason: code, details: ids });
    });
  if (items.length === 0) found.push(finding({ level: 'amber', code: 'session-empty', ...about }));
  return found;
}

/** What a person or a named event decided is no fault. */
const decided: ReadonlySet<string> = new Set<LeftOutReason>([
  'left-out-by-operator',
  'session-cancelled',
  'kind-excluded',
]);

/** What the planner told of the day (S3, S11): its rules by their reason. */
const rulesOfReasons: Partial<Record<string, string>> = {
  overlapped: 'S12',
  'kind-excluded': 'T4',
  'not-approved-in-time': 'S5',
  'validity-ended': 'B1',
  'validity-not-begun': 'B1',
};

function judgeNews(
  { areaCode, names, rundowns }: DayProgramme,
  { kind, bookingId, reason, slotId, slotOccurrenceId, details }: PlanNews,
): Finding {
  const rundown = rundowns.find((one) => one.rundown.slotOccurrenceId === slotOccurrenceId)?.rundown;
  const subject = bookingId === null ? null : (names.get(bookingId) ?? bookingId);
  const startAt = rundown?.startAt ?? null;
  const about = { areaCode, slotId, slotOccurrenceId, startAt, bookingId, subject, reason };
  const rule = rulesOfReasons[reason];
  const level: FindingLevel = decided.has(reason) ? 'info' : 'red';
  if (kind === 'carried-over') return finding({ level: 'amber', code: 'carried-over', ...about });
  if (kind === 'decision-needed') {
    const until = rundown?.freezeAt ?? null;
    return finding({ level: 'amber', code: 'decision-needed', ...about, until, details });
  }
  if (kind === 'blocked') {
    const said = finding({ level, code: 'slot-blocked', ...about, details });
    return rule === undefined ? said : { ...said, rule };
  }
  const said = finding({ level, code: 'left-out', ...about });
  return rule === undefined ? said : { ...said, rule };
}
