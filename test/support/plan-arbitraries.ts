/** Random planning problems that are small enough to collide all the time. */
import fc from 'fast-check';
import { type Booking } from '../../src/domain/scheduling/booking';
import { type Decision } from '../../src/domain/scheduling/decision';
import { slotOccurrenceIdOf } from '../../src/domain/scheduling/keys';
import { type PlanInput } from '../../src/domain/scheduling/plan-commune';
import { type Policy } from '../../src/domain/scheduling/policy';
import { type Slot } from '../../src/domain/scheduling/slot';
import { aBooking, anInput, aSlot, aTemplate, at, commune, province } from './plan-builders';

const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
const slotIds = ['s0', 's1', 's2', 's3'];
const owner = fc.constantFrom({ areaId: commune, level: 3 }, { areaId: province, level: 1 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
/** Cheap and as collision-free as a digest. */
export const plainHash = (text: string): string => text;

const slot = (id: string): fc.Arbitrary<Slot> =>
  fc
    .record({
      owner,
      hour: fc.constantFrom('04', '05', '11', '17', '20'),
      minute: fc.constantFrom('00', '10', '50'),
      lengthMinutes: fc.constantFrom(2, 5, 15, 30),
      weekdays: fc.constantFrom([1, 2, 3, 4, 5, 6, 7] as const, [1, 3] as const, [2] as const),
      exclusive: fc.boolean(),
      priorityOnly: fc.nat(5),
      template: fc.constantFrom(null, aTemplate(10, 5), aTemplate(50, 100)),
      extra: maybe(fc.constantFrom(...dates)),
    })
    .map(({ owner: own, hour, minute, lengthMinutes, weekdays, exclusive, priorityOnly, template, extra }) =>
      aSlot(id, {
        ...own,
        sharing: exclusive && own.level === 1 ? 'exclusive' : 'shared',
        takes: priorityOnly === 0 ? 'priority' : 'anything',
        template,
        rule: {
          startLocal: `${hour}:${minute}`,
          lengthMinutes,
          weekdays,
          exceptions: extra ? [{ date: extra, kind: 'add', startLocal: '09:00' }] : [],
        },
      }),
    );

const booking = (id: string, withZones: boolean): fc.Arbitrary<Booking> =>
  fc
    .record({
      owner,
      seconds: fc.constantFrom(9, 60, 90, 200, 600),
      priority: fc.boolean(),
      named: fc.subarray(slotIds),
      on: maybe(fc.subarray(dates, { minLength: 1 })),
      readings: fc.constantFrom(1, 1, 2, 3),
      position: maybe(fc.nat(3)),
      approvedAt: maybe(fc.nat(4)),
      repeat: maybe(
        fc.record({
          playsPerDay: maybe(fc.integer({ min: 1, max: 3 })),
          gapMs: maybe(fc.constantFrom(3_600_000, 30_000_000)),
          total: maybe(fc.integer({ min: 1, max: 5 })),
        }),
      ),
      sameRef: fc.boolean(),
      zones: withZones ? maybe(fc.subarray(['north', 'south', 'west', 'far'])) : fc.constant(null),
      offsetMs: withZones ? maybe(fc.constantFrom(0, 10_000, 120_000)) : fc.constant(null),
    })
    .map(
      ({
        owner: own,
        seconds,
        priority,
        named,
        on,
        readings,
        position,
        approvedAt,
        repeat,
        sameRef,
        zones,
        offsetMs,
      }) =>
        aBooking(id, {
          ...own,
          seconds,
          class: priority ? 'priority' : 'normal',
          slotIds: named,
          dates: on ? { kind: 'on', dates: on } : { kind: 'between', from: '2026-03-03', until: null },
          readings: offsetMs === null ? readings : 1,
          position,
          approvedAt,
          repeat,
          ref: sameRef ? 'shared-ref' : id,
          zones,
          offsetMs,
          kind: offsetMs === null ? 'bulletin' : 'relay',
        }),
    );

const policies: fc.Arbitrary<Policy[]> = fc
  .record({
    windows: maybe(fc.constantFrom([{ from: '05:05', to: '20:05' }], [{ from: '05:00', to: '11:05' }, { from: '11:10', to: '24:00' }])),
    maxSessionMinutes: maybe(fc.constantFrom(1, 4, 20)),
    maxSessionsPerDay: maybe(fc.integer({ min: 1, max: 2 })),
  })
  .map((limits) => [
    { areaId: commune, level: 3, exceptions: [], limits: Object.fromEntries(Object.entries(limits).filter(([, v]) => v !== null)) },
  ]); // prettier-ignore

const bookingIds = Array.from({ length: 8 }, (_, i) => `b${i}`);

const decision: fc.Arbitrary<Decision> = fc
  .record({
    kind: fc.constantFrom('order', 'leave-out', 'hold', 'release'),
    slotId: fc.constantFrom(...slotIds),
    date: fc.constantFrom(...dates),
    ids: fc.shuffledSubarray(bookingIds, { minLength: 1 }),
    level: fc.constantFrom(1, 3),
  })
  .map(({ kind, slotId, date, ids, level }): Decision => {
    const slotOccurrenceId = slotOccurrenceIdOf(plainHash, slotId, date, 0);
    const bookingId = ids[0] ?? '';
    if (kind === 'order') return { kind, slotOccurrenceId, bookingIds: ids, level };
    return kind === 'hold' || kind === 'release'
      ? { kind, slotOccurrenceId, bookingId, level }
      : { kind: 'leave-out', slotOccurrenceId, bookingId, level };
  });

/** `withZones`: also relays and items for some zones, which the oracle does not know. */
export const planInput = ({ withZones = false, withDecisions = true } = {}): fc.Arbitrary<PlanInput> =>
  fc
    .record({
      slots: fc.tuple(...slotIds.map(slot)),
      count: fc.nat(4),
      bookings: fc.tuple(...bookingIds.map((id) => booking(id, withZones))),
      bookingCount: fc.nat(8),
      policies,
      decisions: fc.array(decision, { maxLength: withDecisions ? 4 : 0 }),
      asOf: fc.constantFrom(at('2026-03-01', '12:00'), at('2026-03-02', '16:55'), at('2026-03-03', '10:55')),
    })
    .map(({ slots, count, bookings, bookingCount, policies: limits, decisions, asOf }) =>
      anInput({
        programmeArea: { id: commune, zones: withZones ? ['north', 'south', 'west'] : [] },
        window: { from: dates[0] ?? '', to: dates.at(-1) ?? '' },
        slots: slots.slice(0, count),
        bookings: bookings.slice(0, bookingCount),
        policies: limits,
        decisions,
        asOf,
        hash: plainHash,
      }),
    );
