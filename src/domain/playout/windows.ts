import type { AiringWindow, LocalSpan, VolumeSpan } from './manifest';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Re-read the local time at least this often, so that a change to daylight saving inside an item is seen. */
const strideMs = 15 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Every zone changes its offset on a quarter of an hour: the last one asked about is remembered. */
const quarters = new Map<string, { index: number; localMsAtStart: number }>();

/** Milliseconds since local midnight on the wall clock of `zone`. */
export function localMsOfDay(at: number, zone: string): number {
  const index = Math.floor(at / strideMs);
  let quarter = quarters.get(zone);
  if (quarter?.index !== index) {
    quarter = { index, localMsAtStart: readLocalMsOfDay(index * strideMs, zone) };
    quarters.set(zone, quarter);
  }
  return (quarter.localMsAtStart + at - index * strideMs) % dayMs;
}

function readLocalMsOfDay(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const [hours = 0, minutes = 0, seconds = 0] = format.format(at).split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000);
}

/** True when every instant of [from, to) lies inside one of the windows; an exception past its end no longer counts (S7). */
export function insideWindows(windows: readonly AiringWindow[], from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const left = Math.max(0, ...windows.map((w) => (isOver(w, at) ? 0 : timeLeft(w, at))));
    if (left === 0) return false;
    at += Math.min(left, strideMs);
  }
  return true;
}

/** Percent of full scale at an instant: the last span that holds, 100 where none does (P2). */
export function volumeAt(spans: readonly VolumeSpan[], at: number): number {
  return spans.findLast((span) => timeLeft(span, at) > 0)?.percent ?? 100;
}

/** A volume profile under the area's ceiling (S7), also where the profile says nothing. */
export function capVolume(spans: readonly VolumeSpan[], ceiling: number | null, zone: string): VolumeSpan[] {
  if (ceiling === null || ceiling >= 100) return [...spans];
  const base: VolumeSpan = { zone, startLocal: '00:00', endLocal: '24:00', percent: ceiling };
  return [base, ...spans.map((span) => ({ ...span, percent: Math.min(span.percent, ceiling) }))];
}

function isOver(window: AiringWindow, at: number): boolean {
  return at >= (window.exception?.endAt ?? Infinity);
}

/** How long the span still holds at an instant, 0 outside it. */
function timeLeft(span: LocalSpan, at: number): number {
  const [start, end] = [parseLocal(span.startLocal), parseLocal(span.endLocal)];
  const local = localMsOfDay(at, span.zone);
  if (start < end) return local >= start && local < end ? end - local : 0;
  if (local >= start) return dayMs - local;
  return local < end ? end - local : 0;
}

function parseLocal(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * minuteMs;
}
