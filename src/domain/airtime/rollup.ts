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

/** Adds `more` to `sum` in place. */
export function addMeasures(sum: Measures, more: Measures): void {
  for (const name of measureNames) sum[name] += more[name];
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
