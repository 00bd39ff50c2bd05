import type { CommuneAiring } from './commune-airing';
import { itemResults, type ItemResult } from './result';

/** Sums over commune airings (L6). Lengths are integer milliseconds, the rest counts. */
export interface Measures {
  airings: number;
  plannedAirings: number;
  plannedMs: number;
  /** Planned, and the device had the verified audio in time. */
  deliveredMs: number;
  airedMs: number;
  /** The part of airedMs that a device heard leave its own output. */
  soundedMs: number;
  attestedMs: number;
  /** L7: parts of airedMs. Own and relayed make the whole, as first play and replay do. */
  ownMs: number;
  relayedMs: number;
  firstMs: number;
  replayMs: number;
  /** Of chimes: under no topic, and no programme either (L6). */
  chimeMs: number;
  /** Airings that still wait for a result. */
  awaiting: number;
  played: number;
  partial: number;
  missed: number;
  skipped: number;
  preempted: number;
  expired: number;
  failed: number;
  unreported: number;
  devicesPlanned: number;
  devicesReached: number;
  devicesAll: number;
  zonesPlanned: number;
  zonesReached: number;
  zonesAll: number;
}

export const measureNames = [
  'airings',
  'plannedAirings',
  'plannedMs',
  'deliveredMs',
  'airedMs',
  'soundedMs',
  'attestedMs',
  'ownMs',
  'relayedMs',
  'firstMs',
  'replayMs',
  'chimeMs',
  'awaiting',
  ...itemResults,
  'devicesPlanned',
  'devicesReached',
  'devicesAll',
  'zonesPlanned',
  'zonesReached',
  'zonesAll',
] as const satisfies readonly (keyof Measures)[];

/** What a roll-up is kept by; `period` is a local date or a month, `YYYY-MM`. Names belong to it, so that a renaming changes no past. */
export const cellNames = [
  'period',
  'communeCode',
  'topicCode',
  'itemKind',
  'language',
  'priority',
  'origin',
  'replay',
  'communeName',
  'topicName',
] as const;

type Kept = 'communeCode' | 'topicCode' | 'language' | 'communeName' | 'topicName';

/** Months are kept by commune, topic and language alone: nothing reads them finer, and a report of months must be quick. */
export interface Cell extends Pick<CommuneAiring, Kept> {
  period: string;
  itemKind: CommuneAiring['itemKind'] | '';
  priority: CommuneAiring['priority'] | '';
  origin: CommuneAiring['origin'] | '';
  replay: boolean;
}

export type Rollup = Cell & Measures;

const zero: Measures = {
  airings: 0,
  plannedAirings: 0,
  plannedMs: 0,
  deliveredMs: 0,
  airedMs: 0,
  soundedMs: 0,
  attestedMs: 0,
  ownMs: 0,
  relayedMs: 0,
  firstMs: 0,
  replayMs: 0,
  chimeMs: 0,
  awaiting: 0,
  played: 0,
  partial: 0,
  missed: 0,
  skipped: 0,
  preempted: 0,
  expired: 0,
  failed: 0,
  unreported: 0,
  devicesPlanned: 0,
  devicesReached: 0,
  devicesAll: 0,
  zonesPlanned: 0,
  zonesReached: 0,
  zonesAll: 0,
};

export const noMeasures = (): Measures => ({ ...zero });

/** What one commune airing adds to every sum it belongs to. */
export function measuresOf(airing: CommuneAiring): Measures {
  const byResult = Object.fromEntries(itemResults.map((result) => [result, Number(airing.result === result)]));
  return {
    ...(byResult as Record<ItemResult, number>),
    airings: 1,
    plannedAirings: Number(airing.devicesPlanned > 0),
    plannedMs: airing.plannedMs,
    deliveredMs: airing.deliveredMs,
    airedMs: airing.airedMs,
    soundedMs: airing.soundedMs,
    attestedMs: airing.attestedMs,
    ownMs: airing.origin === 'own' ? airing.airedMs : 0,
    relayedMs: airing.origin === 'relayed' ? airing.airedMs : 0,
    firstMs: airing.replay ? 0 : airing.airedMs,
    replayMs: airing.replay ? airing.airedMs : 0,
    chimeMs: airing.itemKind === 'chime' ? airing.airedMs : 0,
    awaiting: Number(airing.result === null),
    devicesPlanned: airing.devicesPlanned,
    devicesReached: airing.devicesReached,
    devicesAll: airing.devicesAll,
    zonesPlanned: airing.zonesPlanned,
    zonesReached: airing.zonesReached,
    zonesAll: airing.zonesAll,
  };
}

/** Measures from their values in the order of `measureNames`; one shape made at once, for the same reason as in `addMeasures`. */
export function measuresFrom(values: readonly number[]): Measures {
  const at = (i: number): number => values[i] ?? 0;
  return {
    airings: at(0),
    plannedAirings: at(1),
    plannedMs: at(2),
    deliveredMs: at(3),
    airedMs: at(4),
    soundedMs: at(5),
    attestedMs: at(6),
    ownMs: at(7),
    relayedMs: at(8),
    firstMs: at(9),
    replayMs: at(10),
    chimeMs: at(11),
    awaiting: at(12),
    played: at(13),
    partial: at(14),
    missed: at(15),
    skipped: at(16),
    preempted: at(17),
    expired: at(18),
    failed: at(19),
    unreported: at(20),
    devicesPlanned: at(21),
    devicesReached: at(22),
    devicesAll: at(23),
    zonesPlanned: at(24),
    zonesReached: at(25),
    zonesAll: at(26),
  };
}

/** Adds `more` to `sum` in place. Field by field: by name it takes five times as long, and a nation's report adds a million of them. */
export function addMeasures(sum: Measures, more: Measures): void {
  sum.airings += more.airings;
  sum.plannedAirings += more.plannedAirings;
  sum.plannedMs += more.plannedMs;
  sum.deliveredMs += more.deliveredMs;
  sum.airedMs += more.airedMs;
  sum.soundedMs += more.soundedMs;
  sum.attestedMs += more.attestedMs;
  sum.ownMs += more.ownMs;
  sum.relayedMs += more.relayedMs;
  sum.firstMs += more.firstMs;
  sum.replayMs += more.replayMs;
  sum.chimeMs += more.chimeMs;
  sum.awaiting += more.awaiting;
  sum.played += more.played;
  sum.partial += more.partial;
  sum.missed += more.missed;
  sum.skipped += more.skipped;
  sum.preempted += more.preempted;
  sum.expired += more.expired;
  sum.failed += more.failed;
  sum.unreported += more.unreported;
  sum.devicesPlanned += more.devicesPlanned;
  sum.devicesReached += more.devicesReached;
  sum.devicesAll += more.devicesAll;
  sum.zonesPlanned += more.zonesPlanned;
  sum.zonesReached += more.zonesReached;
  sum.zonesAll += more.zonesAll;
}

/** Takes away what was added. */
export function subtractMeasures(sum: Measures, less: Measures): void {
  for (const name of measureNames) sum[name] -= less[name];
}

/** The day and the month that an airing is summed under. */
export function periodsOf(localDate: string): [day: string, month: string] {
  return [localDate, localDate.slice(0, 7)];
}

/** The roll-ups of commune airings from nothing, by `cellKey`: what the kept ones must equal. */
export function rollUp(airings: Iterable<CommuneAiring>): Map<string, Rollup> {
  const rollups = new Map<string, Rollup>();
  for (const airing of airings) {
    for (const period of periodsOf(airing.localDate)) {
      const cell = cellOf(airing, period);
      const key = cellKey(cell);
      let rollup = rollups.get(key);
      if (!rollup) rollups.set(key, (rollup = { ...cell, ...noMeasures() }));
      addMeasures(rollup, measuresOf(airing));
    }
  }
  return rollups;
}

export function cellKey(cell: Cell): string {
  return JSON.stringify(cellNames.map((name) => cell[name]));
}

function cellOf(airing: CommuneAiring, period: string): Cell {
  const { communeCode, communeName, topicCode, topicName, itemKind, language, priority, origin, replay } = airing;
  const kept = { period, communeCode, topicCode, language, communeName, topicName };
  const coarse = isMonth(period);
  return coarse
    ? { ...kept, itemKind: '', priority: '', origin: '', replay: false }
    : { ...kept, itemKind, priority, origin, replay };
}

const isMonth = (period: string): boolean => period.length === 'YYYY-MM'.length;
