/** What pre-flight has to say of a day (S8): each finding names its rule, what it concerns, and by its code the remedy. */
import { type LocalDate } from '../../time/local-date';

/** red: asked for and not heard as things stand. amber: heard, but somebody should look. info: as somebody decided. */
export const findingLevels = ['red', 'amber', 'info'] as const;
export type FindingLevel = (typeof findingLevels)[number];

export type Colour = 'red' | 'amber' | 'green';

export const findingCodes = [
  'not-approved',
  'approval-lost',
  'audio-missing',
  'validity-ended',
  'outside-window',
  'over-session-cap',
  'left-out',
  'carried-over',
  'approval-void',
  'held',
  'relay-without-ffmpeg',
  'slot-blocked',
  'session-empty',
  'decision-needed',
  'session-note',
  'language-missing',
  'no-device',
  'zone-without-device',
  'device-never-joined',
  'device-silent',
  'audio-not-on-devices',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** The rule of the design that each rests on. */
const ruleOf: Record<FindingCode, string> = {
  'not-approved': 'B2',
  'approval-lost': 'B7',
  'audio-missing': 'P3',
  'validity-ended': 'B1',
  'outside-window': 'S7',
  'over-session-cap': 'S7',
  'left-out': 'S3',
  'carried-over': 'S3',
  'approval-void': 'B2',
  held: 'P9',
  'relay-without-ffmpeg': 'P1',
  'slot-blocked': 'S7',
  'session-empty': 'S3',
  'decision-needed': 'S2',
  'session-note': 'S7',
  'language-missing': 'S4',
  'no-device': 'P1',
  'zone-without-device': 'P1',
  'device-never-joined': 'P1',
  'device-silent': 'P1',
  'audio-not-on-devices': 'P3',
};

export interface Finding {
  level: FindingLevel;
  code: FindingCode;
  rule: string;
  /** The programme area: the commune or one of its zones. */
  areaCode: string;
  /** The session concerned; null for what concerns the whole day. */
  slotId: string | null;
  slotOccurrenceId: string | null;
  startAt: number | null;
  /** The item concerned. */
  bookingId: string | null;
  /** Its title, or the names of the devices concerned. */
  subject: string | null;
  /** Why, where the code alone does not say: a reason of the planner, a note, a limit. */
  reason: string | null;
  /** The last moment to do something about it; null where none can be named. */
  until: number | null;
  /** Ids: the areas that set a limit, what competes, the devices concerned. */
  details: readonly string[];
}

type Said = Pick<Finding, 'level' | 'code' | 'areaCode'> & Partial<Finding>;

/** A finding; what is not said is nothing. */
export function finding(said: Said): Finding {
  const nothing = { slotId: null, slotOccurrenceId: null, startAt: null, bookingId: null, subject: null };
  return { ...nothing, reason: null, until: null, details: [], rule: ruleOf[said.code], ...said };
}

/** The same for the same finding, whatever its words and moments: people are told of each once. */
export function findingKey(one: Finding): string {
  const { level, code, areaCode, slotOccurrenceId, bookingId, reason, details } = one;
  return JSON.stringify([level, code, areaCode, slotOccurrenceId, bookingId, reason, [...details].sort()]);
}

export interface Judgement {
  date: LocalDate;
  colour: Colour;
  red: number;
  amber: number;
  findings: readonly Finding[];
}

/** Each finding once, the worst first, then by start; with the colour that they make together. */
export function judgementOf(date: LocalDate, findings: readonly Finding[]): Judgement {
  const once = [...new Map(findings.map((one) => [findingKey(one), one])).values()];
  once.sort(
    (a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level) || (a.startAt ?? 0) - (b.startAt ?? 0),
  );
  const red = once.filter(({ level }) => level === 'red').length;
  const amber = once.filter(({ level }) => level === 'amber').length;
  return { date, colour: red > 0 ? 'red' : amber > 0 ? 'amber' : 'green', red, amber, findings: once };
}
