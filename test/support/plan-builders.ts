/** Short ways to say what a planner test is about; everything not said is ordinary. */
import { createHash } from 'node:crypto';
import { type Booking } from '../../src/domain/scheduling/booking';
import { planCommune, type Plan, type PlanInput } from '../../src/domain/scheduling/plan-commune';
import { type Rundown } from '../../src/domain/scheduling/rundown';
import { nothingSettled } from '../../src/domain/scheduling/settled';
import { type Slot, type Template } from '../../src/domain/scheduling/slot';
import { type SlotRule } from '../../src/domain/time/slot-rule';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const zone = 'Asia/Ho_Chi_Minh';
export const commune = '23538';
export const province = '51';
export const communeLevel = 3;
export const provinceLevel = 1;

/** An instant of the wall clock in Vietnam. */
export const at = (date: string, time: string): number =>
  Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}+07:00`);

export const aRule = (change: Partial<SlotRule> = {}): SlotRule => ({
  zone,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  startLocal: '17:00',
  lengthMinutes: 30,
  validFrom: '2026-01-01',
  validTo: null,
  exceptions: [],
  ...change,
});

export const aSlot = (
  id: string,
  { rule, ...change }: Partial<Omit<Slot, 'rule'>> & { rule?: Partial<SlotRule> } = {},
): Slot => ({
  id,
  areaId: commune,
  level: communeLevel,
  rule: aRule(rule),
  sharing: 'shared',
  takes: 'anything',
  template: null,
  ...change,
});

export const aBooking = (
  id: string,
  { seconds = 60, ...change }: Partial<Booking> & { seconds?: number } = {},
): Booking => ({
  id,
  kind: 'bulletin',
  ref: `bulletin-${id}`,
  audio: [{ language: 'vi', versionId: `version-${id}`, durationMs: seconds * 1000 }],
  class: 'normal',
  areaId: commune,
  level: communeLevel,
  zones: null,
  slotIds: [],
  dates: { kind: 'between', from: '2026-01-01', until: null },
  readings: 1,
  position: null,
  approvedAt: 1,
  validFromAt: null,
  validUntilAt: null,
  offsetMs: null,
  repeat: null,
  onMiss: 'skip',
  lateByMs: null,
  ...change,
});

export const aTemplate = (openingSeconds: number, closingSeconds: number): Template => ({
  opening: [{ id: 'opening', ref: 'chime', language: 'zxx', versionId: null, durationMs: openingSeconds * 1000 }],
  fixed: [],
  closing: [{ id: 'closing', ref: 'chime', language: 'zxx', versionId: null, durationMs: closingSeconds * 1000 }],
});

export const anInput = (change: Partial<PlanInput> = {}): PlanInput => ({
  programmeArea: { id: commune, zones: [] },
  window: { from: '2026-03-02', to: '2026-03-02' },
  asOf: at('2026-03-01', '12:00'),
  slots: [aSlot('evening')],
  bookings: [],
  policies: [],
  decisions: [],
  settled: nothingSettled,
  hash: sha256,
  ...change,
});

export const plan = (change: Partial<PlanInput> = {}): Plan => planCommune(anInput(change));

/** `HH:MM:SS source` in Vietnam, one line an item. */
export const lines = (rundown: Rundown | undefined): string[] =>
  (rundown?.items ?? []).map(
    ({ startAt, sourceId }) => `${new Date(startAt + 25_200_000).toISOString().slice(11, 19)} ${sourceId}`,
  );

export const sources = (rundown: Rundown | undefined): string[] =>
  (rundown?.items ?? []).map(({ sourceId }) => sourceId);
