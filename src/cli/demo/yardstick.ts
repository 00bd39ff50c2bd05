/**
 * What the demo must come to, from what was sent in and approved and not from what the planner made of it. Pure: tables in, differences in
 * words out, empty when there are none.
 */
import type { CommuneCode } from './cast';

/** What one commune must hear once. */
export interface ExpectedItem {
  code: CommuneCode;
  title: string;
  /** Empty for chimes. */
  topicCode: string;
  /** Length of the approved master. */
  durationMs: number;
}

export interface PlannedItem {
  title: string;
  topicCode: string | null;
  startAt: number;
  durationMs: number;
}

export interface AiredLine {
  code: string;
  topicCode: string;
  airedMs: number;
  played: number;
  plannedAirings: number;
}

/** How loud an item's span is in what went out; null where the recording does not reach. */
export interface HeardItem {
  title: string;
  levelDb: number | null;
}

export const chimes = 'Nhạc hiệu / chimes';
/** A session of the demo lasts no longer. */
export const longestSessionMs = 90_000;
/** The ledger counts whole periods of 20 ms at either end of an item. */
const toleranceMs = 40;
/** Speech at -16 LUFS lies near -19 dBFS, a chime that fades below it. */
const soundDb = -40;

/** What the rundown of one commune lacks, has besides, or has with another length. */
export function planDifferences(name: string, expected: ExpectedItem[], planned: PlannedItem[]): string[] {
  const faults: string[] = [];
  const left = [...planned];
  for (const { title, topicCode, durationMs } of expected) {
    const at = left.findIndex((one) => one.title === title);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (!found) faults.push(`${name}: không có trong chương trình / not in the rundown: ${title}`);
    else if ((found.topicCode ?? '') !== topicCode || found.durationMs !== durationMs)
      faults.push(
        `${name}, ${title}: duyệt / approved ${topicCode || '-'} ${durationMs} ms, xếp / planned ${found.topicCode ?? '-'} ${found.durationMs} ms`,
      );
  }
  for (const { title } of left) faults.push(`${name}: không ai duyệt / nobody approved: ${title}`);
  const startAt = Math.min(...planned.map((item) => item.startAt));
  const endAt = Math.max(...planned.map((item) => item.startAt + item.durationMs));
  if (endAt - startAt > longestSessionMs)
    faults.push(`${name}: buổi phát dài / the session lasts ${endAt - startAt} ms, > ${longestSessionMs}`);
  return faults;
}

/** What the ledger's sums of one commune say otherwise than expected, topics that nobody expected among it. */
export function airtimeDifferences(name: string, expected: ExpectedItem[], lines: AiredLine[]): string[] {
  const faults: string[] = [];
  const topics = [...new Set([...expected, ...lines].map(({ topicCode }) => topicCode))];
  for (const topicCode of topics) {
    const items = expected.filter((item) => item.topicCode === topicCode);
    const ofTopic = lines.filter((line) => line.topicCode === topicCode);
    const what = `${name}, ${topicCode || chimes}`;
    if (ofTopic.length === 0) {
      faults.push(`${what}: không có trong nhật ký / not in the ledger`);
      continue;
    }
    const expectedMs = sum(items.map((item) => item.durationMs));
    const airedMs = sum(ofTopic.map((line) => line.airedMs));
    const played = sum(ofTopic.map((line) => line.played));
    const planned = sum(ofTopic.map((line) => line.plannedAirings));
    if (played !== items.length || planned !== items.length)
      faults.push(`${what}: ${items.length} mục, xếp ${planned}, phát đủ ${played} / items, planned, played whole`);
    if (Math.abs(airedMs - expectedMs) > toleranceMs * items.length)
      faults.push(`${what}: cần / expected ${expectedMs} ms, thực tế / aired ${airedMs} ms`);
  }
  return faults;
}

/** What cannot be heard in the recording of what went out. */
export function soundDifferences(name: string, heard: HeardItem[]): string[] {
  if (heard.length === 0) return [`${name}: không có tệp WAV / there is no WAV`];
  return heard
    .filter(({ levelDb }) => levelDb === null || levelDb < soundDb)
    .map(
      ({ title, levelDb }) =>
        `${name}, ${title}: không nghe thấy trong WAV / not heard in the WAV (${levelDb ?? '-'} dB)`,
    );
}

/** Root mean square in dBFS of signed 16-bit samples; null where they end too soon, -Infinity for silence. */
export function levelOf(samples: Int16Array, from: number, length: number): number | null {
  if (length <= 0 || from < 0 || samples.length < from + length) return null;
  let power = 0;
  for (let i = from; i < from + length; i += 1) power += (samples[i]! / 32768) ** 2;
  return 10 * Math.log10(power / length);
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
