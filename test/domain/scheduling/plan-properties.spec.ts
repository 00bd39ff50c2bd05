import fc from 'fast-check';
import { planCommune, type Plan, type PlanInput } from '../../../src/domain/scheduling/plan-commune';
import { itemsForZones } from '../../../src/domain/scheduling/zones';
import { aBooking, anInput, aSlot } from '../../support/plan-builders';
import { planInput } from '../../support/plan-arbitraries';
import { oraclePlan } from '../../support/plan-oracle';

const numRuns = process.env.LOA_TEST_LONG === '1' ? 4_000 : 100;
const holds = (name: string, input: fc.Arbitrary<PlanInput>, check: (input: PlanInput, plan: Plan) => void): void =>
  test(name, () => {
    fc.assert(
      fc.property(input, (one) => check(one, planCommune(one))),
      { numRuns },
    );
  });
const any = planInput({ withZones: true });
const itemsOf = (plan: Plan): Plan['rundowns'][number]['items'][number][] =>
  plan.rundowns.flatMap(({ items }) => [...items]);

describe('S1-S9 the plan against a slow oracle', () => {
  holds(
    'every play has the oracle’s place and instant, and the oracle’s refusals are told',
    planInput(),
    (input, plan) => {
      const expected = oraclePlan(input);
      const plays = plan.rundowns.flatMap(({ slotId, localDate, items }) =>
        items.map(({ sourceId, reading, startAt, carriedFrom }) => ({
          slotId,
          localDate,
          sourceId,
          reading,
          startAt,
          carried: carriedFrom !== null,
        })),
      );
      expect(plays).toEqual(expected.plays);
      const finallyRefused = plan.rundowns.flatMap(({ slotId, localDate, leftOut }) =>
        leftOut
          .filter(
            ({ carriedFrom, reason }) =>
              carriedFrom !== null && (reason === 'no-room' || reason === 'longer-than-session'),
          )
          .map(({ bookingId }) => `${bookingId} ${slotId} ${localDate}`),
      );
      expect(finallyRefused.sort()).toEqual(expected.refused.sort());
    },
  );
});

describe('S1-S4 whatever is planned', () => {
  holds('S1 the same input gives the same plan, in whatever order its rows come', any, (input, plan) => {
    expect(planCommune(input)).toEqual(plan);
    const reversed = { ...input, slots: [...input.slots].reverse(), bookings: [...input.bookings].reverse() };
    const { rundowns, conflicts, decisionsNeeded } = planCommune(reversed);
    expect({ rundowns, conflicts, decisionsNeeded }).toEqual({
      rundowns: plan.rundowns,
      conflicts: plan.conflicts,
      decisionsNeeded: plan.decisionsNeeded,
    });
  });

  holds('S4 nothing is planned twice', any, (_, plan) => {
    const keys = itemsOf(plan).map(({ airingKey }) => airingKey);
    expect(new Set(keys).size).toBe(keys.length);
    const plays = plan.rundowns.flatMap(({ slotOccurrenceId, items }) =>
      items
        .filter(({ kind }) => kind !== 'template')
        .map(({ sourceId, language, reading, carriedFrom }) =>
          [carriedFrom ?? slotOccurrenceId, sourceId, language, reading].join(),
        ),
    );
    expect(new Set(plays).size).toBe(plays.length);
  });

  holds('S3 nothing is cut, nothing leaves its slot, no zone hears two at once', any, (input, plan) => {
    for (const { items, startAt, endAt } of plan.rundowns) {
      for (const item of items) {
        const booking = input.bookings.find(({ id }) => id === item.sourceId);
        if (booking) expect(item.durationMs).toBe(booking.audio[0]?.durationMs);
        expect(item.startAt).toBeGreaterThanOrEqual(startAt);
        expect(item.startAt + item.durationMs).toBeLessThanOrEqual(endAt);
        expect(item.latestStartAt).toBeGreaterThanOrEqual(item.startAt);
        expect(item.latestStartAt + item.durationMs).toBeLessThanOrEqual(endAt);
      }
      for (const zones of [null, ['north'], ['south'], ['west'], ['north', 'south']]) {
        const heard = itemsForZones(items, zones);
        heard.slice(1).forEach((item, i) => {
          const before = heard[i];
          expect(item.startAt).toBeGreaterThanOrEqual((before?.startAt ?? 0) + (before?.durationMs ?? 0));
        });
      }
    }
  });

  holds('S7 nothing sounds outside the windows, too long or too often', any, (input, plan) => {
    const [policy] = input.policies;
    const windows = [[{ from: '05:00', to: '21:00' }], ...(policy?.limits.windows ? [policy.limits.windows] : [])];
    const time = (instant: number): string => new Date(instant + 25_200_000).toISOString().slice(11, 23);
    for (const { items } of plan.rundowns) {
      for (const list of windows) {
        for (const { startAt, durationMs } of items) {
          const inside = ({ from, to }: { from: string; to: string }): boolean =>
            from <= time(startAt) && time(startAt + durationMs - 1) < to;
          expect(list.some(inside)).toBe(true);
        }
      }
      const ends = items.map(({ startAt, durationMs }) => startAt + durationMs);
      const length = Math.max(0, ...ends) - (items[0]?.startAt ?? 0);
      expect(items.length === 0 ? 0 : length).toBeLessThanOrEqual(
        (policy?.limits.maxSessionMinutes ?? Infinity) * 60_000,
      );
    }
    const aired = plan.rundowns.filter(({ items }) => items.length > 0).map(({ localDate }) => localDate);
    for (const date of aired) {
      expect(aired.filter((one) => one === date).length).toBeLessThanOrEqual(
        policy?.limits.maxSessionsPerDay ?? Infinity,
      );
    }
  });

  holds('S2 common items keep to the order of classes, and positions are kept within one', any, (input, plan) => {
    const stage = { opening: 0, relay: 1, fixed: 1, booked: 2, 'carried-over': 4, 'missed-before': 4, closing: 6 };
    for (const { items } of plan.rundowns) {
      const flow = items.filter(({ because }) => because !== 'relay' && because !== 'fixed' && because !== 'closing');
      const steps = flow.map((item) =>
        item.zones !== null && item.because !== 'opening'
          ? 5
          : stage[item.because] + (item.because === 'booked' && item.class === 'normal' ? 1 : 0),
      );
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
    if (input.decisions.length > 0) return;
    for (const { items } of plan.rundowns) {
      const normal = items.filter(
        ({ because, zones, class: c }) => because === 'booked' && zones === null && c === 'normal',
      );
      const places = normal
        .map(({ sourceId }) => input.bookings.find(({ id }) => id === sourceId))
        .map((b) => (b?.level ?? 0) * 100 + (b?.position ?? 50));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  holds(
    'S3 an item is carried once, into the next standing session of its slots, and every carry is told',
    any,
    (input, plan) => {
      const order = plan.rundowns.map(({ slotOccurrenceId }) => slotOccurrenceId);
      plan.rundowns.forEach((rundown, i) => {
        for (const { carriedFrom, sourceId } of rundown.items) {
          if (carriedFrom === null) continue;
          const from = order.indexOf(carriedFrom);
          expect(from).toBeGreaterThanOrEqual(0);
          const booking = input.bookings.find(({ id }) => id === sourceId);
          const between = plan.rundowns.slice(from + 1, i).filter(({ slotId }) => {
            const slot = input.slots.find(({ id }) => id === slotId);
            const named = booking?.slotIds.length === 0 || booking?.slotIds.includes(slotId);
            const open = slot?.sharing === 'shared' || slot?.areaId === booking?.areaId;
            return named && open && (slot?.takes === 'anything' || booking?.class === 'priority');
          });
          expect(between).toEqual([]);
          const told = plan.rundowns[from]?.leftOut.find(
            ({ bookingId, outcome }) => bookingId === sourceId && outcome.kind === 'carried',
          );
          expect(told?.outcome).toMatchObject({ slotOccurrenceId: rundown.slotOccurrenceId });
        }
        for (const { carriedFrom, outcome } of rundown.leftOut) {
          if (carriedFrom !== null) expect(['unplaced', 'not-due']).toContain(outcome.kind);
        }
      });
    },
  );

  holds('S3 nothing is lost: what a session was asked for is planned or left out with a reason', any, (input, plan) => {
    for (const rundown of plan.rundowns) {
      const slot = input.slots.find(({ id }) => id === rundown.slotId);
      for (const booking of input.bookings) {
        const { dates } = booking;
        const onDate = dates.kind === 'on' ? dates.dates.includes(rundown.localDate) : rundown.localDate >= dates.from;
        const named = booking.slotIds.length === 0 || booking.slotIds.includes(rundown.slotId);
        const allowed = slot?.sharing === 'shared' || slot?.areaId === booking.areaId;
        const reaches = booking.zones === null || booking.zones.some((zone) => zone !== 'far');
        if (!onDate || !named || !allowed || !reaches || (slot?.takes === 'priority' && booking.class !== 'priority'))
          continue;
        const planned = rundown.items.filter(
          ({ sourceId, carriedFrom }) => sourceId === booking.id && carriedFrom === null,
        ).length;
        const leftOut = rundown.leftOut.filter(
          ({ bookingId, carriedFrom }) => bookingId === booking.id && carriedFrom === null,
        ).length;
        expect(planned + leftOut).toBe(booking.readings);
      }
    }
  });

  holds('decisions are honoured: who may leave out does, who holds keeps the place silent', any, (input, plan) => {
    for (const decision of input.decisions) {
      const rundown = plan.rundowns.find(({ slotOccurrenceId }) => slotOccurrenceId === decision.slotOccurrenceId);
      if (!rundown || decision.kind === 'order' || decision.kind === 'cancel-session' || decision.kind === 'release')
        continue;
      const released = input.decisions.some((one) => one.kind === 'release' && one.bookingId === decision.bookingId);
      const booking = input.bookings.find(({ id }) => id === decision.bookingId);
      const items = rundown.items.filter(({ sourceId }) => sourceId === decision.bookingId);
      if (decision.kind === 'hold') expect(released || items.every(({ state }) => state === 'held')).toBe(true);
      const takenIn = input.decisions.some(
        (one) => one.kind === 'order' && one.bookingIds.includes(decision.bookingId),
      );
      if (decision.kind === 'leave-out' && !takenIn && booking && decision.level <= booking.level)
        expect(items).toEqual([]);
    }
  });
});

describe('S1 settled rundowns', () => {
  const approved = planInput({ withZones: true }).map((input) => ({
    ...input,
    bookings: input.bookings.map((booking) => ({ ...booking, approvedAt: booking.approvedAt ?? 7 })),
  }));

  test('settling any first part of a plan changes nothing in the rest', () => {
    fc.assert(
      fc.property(approved, fc.nat(12), (input, cut) => {
        const whole = planCommune(input);
        const past = whole.rundowns.slice(0, cut);
        const settled = { rundowns: past.map((rundown) => ({ rundown, results: new Map() })), history: [] };
        const rest = planCommune({ ...input, settled });
        expect(rest.rundowns).toEqual(whole.rundowns.slice(cut));
        expect(rest.decisionsNeeded).toEqual(
          whole.decisionsNeeded.filter(({ slotOccurrenceId }) =>
            past.every((one) => one.slotOccurrenceId !== slotOccurrenceId),
          ),
        );
      }),
      { numRuns },
    );
  });
});

describe('the cost grows with the items, not with their square', () => {
  /** Every read of a booking's field is one step. */
  const steps = (count: number): number => {
    let reads = 0;
    const counting = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (object, key) => {
          reads += 1;
          return Reflect.get(object, key) as unknown;
        },
      });
    const bookings = Array.from({ length: count }, (_, i) =>
      counting(
        aBooking(`b${String(i).padStart(5, '0')}`, {
          seconds: 20,
          slotIds: ['evening', 'morning'],
          dates: { kind: 'on', dates: [`2026-03-${String(2 + (i % 7)).padStart(2, '0')}`] },
        }),
      ),
    );
    const hash = (text: string): string => {
      reads += 1;
      return text;
    };
    planCommune(
      anInput({
        bookings,
        hash,
        window: { from: '2026-03-02', to: '2026-03-08' },
        slots: [
          aSlot('evening', { rule: { lengthMinutes: 60 } }),
          aSlot('morning', { rule: { startLocal: '06:00', lengthMinutes: 60 } }),
        ],
      }),
    );
    return reads;
  };

  test('S1 four times the items take about four times the steps, fitting or not', () => {
    const [small, large] = [steps(1_000), steps(4_000)];
    expect(large / small).toBeLessThan(5);
    expect(small / 1_000).toBeLessThan(250);
  });
});
