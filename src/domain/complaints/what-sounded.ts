/** What stood in the ledger about one time and place when somebody complained of it (L1, P8): frozen, so that the answer can be checked years later. */

/** A ledger row that may explain what was heard. */
export interface SoundRow {
  receivedNumber: number;
  deviceId: string;
  kind: 'intent' | 'result';
  title: string;
  airingKey: string;
  bulletinId: string | null;
  plannedStartAt: number;
  plannedMs: number;
  actualStartAt: number | null;
  actualEndAt: number | null;
  heardMs: number;
  result: string | null;
  reason: string | null;
  clockTrust: string;
  /** It counts: no later row corrects it, and it repeats none. */
  speaks: boolean;
  hash: string;
}

/** What was to sound on a device and what became of it by the time of asking; `result` null: not said yet. */
export interface PlannedSound {
  deviceId: string;
  airingKey: string;
  title: string;
  plannedStartAt: number;
  plannedMs: number;
  result: string | null;
}

export interface SoundAlarm {
  deviceId: string;
  code: string;
  firstAt: number;
  lastAt: number;
  times: number;
  detail: string;
}

export interface SoundOrder {
  id: string;
  kind: string;
  areaCode: string;
  reason: string;
  requestedBy: string;
  fromAt: number | null;
  untilAt: number | null;
  endedAt: number | null;
}

export interface SoundDevice {
  deviceId: string;
  name: string;
  kind: string;
  areaCode: string;
  /** It serves the place complained of, not only the same commune. */
  inPlace: boolean;
  /** When it wrote the last row that has come; its rows come in their order. */
  lastRowAt: number | null;
  /** When it last said how it was, and how many rows it held back then. */
  heardAt: number | null;
  outbox: number | null;
}

export interface Facts {
  devices: readonly SoundDevice[];
  rows: readonly SoundRow[];
  planned: readonly PlannedSound[];
  alarms: readonly SoundAlarm[];
  orders: readonly SoundOrder[];
}

/** `ours`: something of ours sounded. `nothing`: every device has reported past that time and nothing did. `unknown`: somebody must look again. */
export type SoundVerdict = 'ours' | 'nothing' | 'unknown';
export type Uncertainty = 'not-reporting' | 'begun-without-end' | 'planned-without-report' | 'sound-alarm' | 'by-hand';

export interface DeviceFinding extends SoundDevice {
  verdict: SoundVerdict;
  why: Uncertainty[];
  /** Rows whose sound lies in the claimed time. */
  inside: number[];
}

export interface SoundEvidence {
  from: number;
  to: number;
  verdict: SoundVerdict;
  devices: DeviceFinding[];
  rows: SoundRow[];
  planned: PlannedSound[];
  alarms: SoundAlarm[];
  orders: SoundOrder[];
}

/**
 * What sounded between two instants (half-open), device by device. Rows and plans around the time are kept too, since people misremember;
 * only those inside decide. The whole is `ours` when a device that serves the place sounded, else `unknown` when one of them may have.
 */
export function whatSounded(facts: Facts, from: number, to: number): SoundEvidence {
  const devices = facts.devices.map((device) => findingOf(device, facts, from, to));
  const heard = devices.filter((device) => device.inPlace).map((device) => device.verdict);
  const verdict = heard.includes('ours') ? 'ours' : heard.includes('unknown') ? 'unknown' : 'nothing';
  const { rows, planned, alarms, orders } = facts;
  return {
    from,
    to,
    verdict,
    devices,
    rows: [...rows],
    planned: [...planned],
    alarms: [...alarms],
    orders: [...orders],
  };
}

function findingOf(device: SoundDevice, facts: Facts, from: number, to: number): DeviceFinding {
  const mine = <T extends { deviceId: string }>(list: readonly T[]): T[] =>
    list.filter((one) => one.deviceId === device.deviceId);
  const rows = mine(facts.rows);
  const ended = new Set(rows.filter((row) => row.kind === 'result').map((row) => row.airingKey));
  const inside = rows.filter((row) => soundedIn(row, from, to));
  const during = (startAt: number, ms: number): boolean => startAt < to && startAt + ms > from;
  const why: Uncertainty[] = [];
  if (
    rows.some((row) => row.kind === 'intent' && !ended.has(row.airingKey) && during(row.plannedStartAt, row.plannedMs))
  )
    why.push('begun-without-end');
  const silent = (result: string | null): boolean => result === null || result === 'unreported';
  if (mine(facts.planned).some((one) => silent(one.result) && during(one.plannedStartAt, one.plannedMs)))
    why.push('planned-without-report');
  if (mine(facts.alarms).some((one) => one.code === 'sound-outside' && one.firstAt < to && one.lastAt >= from))
    why.push('sound-alarm');
  if (device.kind === 'manual') why.push('by-hand');
  else if (!hasReported(device, to)) why.push('not-reporting');
  const verdict = inside.length > 0 ? 'ours' : why.length > 0 ? 'unknown' : 'nothing';
  return { ...device, verdict, why, inside: inside.map((row) => row.receivedNumber) };
}

/** Whether a row says, for good, that it sounded at some time between two instants (half-open). */
export const soundedIn = (
  { speaks, heardMs, actualStartAt, actualEndAt }: SoundRow,
  from: number,
  to: number,
): boolean =>
  speaks && heardMs > 0 && actualStartAt !== null && actualEndAt !== null && actualStartAt < to && actualEndAt > from;

/** Rows come in their order: one written after the time means that those before it are here. So does a word that none is held back. */
const hasReported = ({ lastRowAt, heardAt, outbox }: SoundDevice, to: number): boolean =>
  (lastRowAt !== null && lastRowAt >= to) || (heardAt !== null && heardAt >= to && outbox === 0);
