import { z } from 'zod';
import { defineRoutes, route } from './route';
import { slotConflictSchema } from './slot-conflict';
import { localDateSchema, slotRuleSchema } from './slot-rule';

const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id: z.string().min(1).max(64) });
const minuteOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

/** The longest stretch of rundowns one request may ask for. */
export const maxRundownDays = 62;

const sound = z.enum(['music', 'speech']);
const frameItemInput = z.object({
  mediaId: z.string().min(1),
  title: z.string().min(1).max(200),
  sound: sound.optional(),
});
const fixedPartInput = frameItemInput.extend({ offsetSeconds: z.int().min(0).max(86_400) });
const frameItem = z.object({ id: z.string(), mediaId: z.string(), title: z.string(), durationMs: z.int(), sound });

/** Recordings around and between the items of a slot; a fixed part stands at its offset from the start. */
export const frameInputSchemas = {
  opening: z.array(frameItemInput).max(5),
  fixed: z.array(fixedPartInput).max(10),
  closing: z.array(frameItemInput).max(5),
};

export const slotInputSchema = z.object({
  name: z.string().trim().min(1).max(200),
  rule: slotRuleSchema,
  sharing: z.enum(['exclusive', 'shared']).default('shared'),
  takes: z.enum(['anything', 'priority']).default('anything'),
  opening: frameInputSchemas.opening.default([]),
  fixed: frameInputSchemas.fixed.default([]),
  closing: frameInputSchemas.closing.default([]),
});

export const slotSchema = z.object({
  id: z.string(),
  areaCode: z.string(),
  name: z.string(),
  rule: slotRuleSchema,
  sharing: z.enum(['exclusive', 'shared']),
  takes: z.enum(['anything', 'priority']),
  opening: z.array(frameItem),
  fixed: z.array(frameItem.extend({ offsetSeconds: z.number() })),
  closing: z.array(frameItem),
  revision: z.int(),
  retired: z.boolean(),
});

const windowSchema = z.object({ from: minuteOfDay, to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/) });

export const policyLimitsSchema = z.object({
  windows: z.array(windowSchema).min(1).max(6).optional(),
  maxSessionMinutes: z.int().min(1).max(1440).optional(),
  maxSessionsPerDay: z.int().min(1).max(48).optional(),
  weekdays: z.array(weekday).min(1).max(7).optional(),
  maxVolumePercent: z.int().min(1).max(100).optional(),
});

/** A named exception to limits (S7): which value holds instead, why, until when. */
const exceptionInput = policyLimitsSchema
  .extend({
    from: localDateSchema,
    until: localDateSchema,
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    message: 'ngày kết thúc đứng trước ngày bắt đầu / the last day is before the first',
  })
  .refine(
    ({ from: _from, until: _until, reason: _reason, ...limits }) =>
      Object.values(limits).some((one) => one !== undefined),
    {
      path: ['windows'],
      message: 'hãy nêu giới hạn cần nới / name the limit to lift',
    },
  );

export const policySchema = z.object({
  areaCode: z.string(),
  limits: policyLimitsSchema,
  exceptions: z.array(
    z.object({
      id: z.string(),
      limit: z.string(),
      from: localDateSchema,
      until: localDateSchema,
      reason: z.string(),
      value: z.string(),
      grantedBy: z.string().nullable(),
      revokedBy: z.string().nullable(),
      revokedAt: z.int().nullable(),
    }),
  ),
  revision: z.int(),
});

export const bookingSchema = z.object({
  id: z.string(),
  bulletinId: z.string(),
  areaCode: z.string(),
  zones: z.array(z.string()).nullable(),
  title: z.string(),
  priority: z.enum(['priority', 'normal']),
  state: z.enum(['active', 'withdrawn']),
  withdrawnBecause: z.string().nullable(),
  position: z.int().nullable(),
  readings: z.int(),
  approvedAt: z.int().nullable(),
  revision: z.int(),
});

export const rundownItemSchema = z.object({
  airingKey: z.string(),
  because: z.string(),
  class: z.enum(['priority', 'normal']),
  kind: z.enum(['bulletin', 'relay', 'rendered', 'template']),
  ref: z.string(),
  title: z.string(),
  topicCode: z.string().nullable(),
  state: z.enum(['planned', 'awaiting-approval', 'held']),
  replay: z.boolean(),
  zones: z.array(z.string()).nullable(),
  startAt: z.int(),
  durationMs: z.int(),
  latestStartAt: z.int(),
});

export const rundownSchema = z.object({
  id: z.string(),
  version: z.int(),
  areaCode: z.string(),
  slotId: z.string(),
  slotName: z.string(),
  localDate: localDateSchema,
  startAt: z.int(),
  endAt: z.int(),
  freezeAt: z.int(),
  frozen: z.boolean(),
  items: z.array(rundownItemSchema),
  leftOut: z.array(
    z.object({
      bookingId: z.string(),
      ref: z.string().describe('Of a bulletin its id'),
      title: z.string(),
      reason: z.string(),
      outcome: z.string(),
    }),
  ),
  notes: z.array(z.object({ code: z.string(), ids: z.array(z.string()) })),
});

const exampleRule = {
  zone: 'Asia/Ho_Chi_Minh',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  startLocal: '17:00',
  lengthMinutes: 30,
  validFrom: '2026-01-01',
  validTo: null,
  exceptions: [],
};
export const exampleSlot = {
  id: '01k…',
  areaCode: '23538',
  name: 'Buổi chiều',
  rule: exampleRule,
  sharing: 'shared',
  takes: 'anything',
  opening: [],
  fixed: [],
  closing: [],
  revision: 1,
  retired: false,
};
export const exampleBooking = {
  id: '01k…',
  bulletinId: '01j…',
  areaCode: '23538',
  zones: null,
  title: 'Lịch tiêm chủng tháng 7',
  priority: 'normal',
  state: 'active',
  withdrawnBecause: null,
  position: null,
  readings: 1,
  approvedAt: 1764000000000,
  revision: 1,
};
const exampleRundown = {
  id: 'a1…',
  version: 1,
  areaCode: '23538',
  slotId: '01k…',
  slotName: 'Buổi chiều',
  localDate: '2026-01-05',
  startAt: 1767607200000,
  endAt: 1767609000000,
  freezeAt: 1767606600000,
  frozen: false,
  items: [
    {
      airingKey: 'b2…',
      because: 'booked',
      class: 'normal',
      kind: 'bulletin',
      ref: '01j…',
      title: 'Lịch tiêm chủng tháng 7',
      topicCode: '2.2',
      state: 'planned',
      replay: false,
      zones: null,
      startAt: 1767607200000,
      durationMs: 8200,
      latestStartAt: 1767608991800,
    },
  ],
  leftOut: [],
  notes: [],
};

export const scheduleRoutes = defineRoutes('schedule', {
  createSlot: route({
    method: 'POST',
    path: '/api/areas/:code/slots',
    params: area,
    body: slotInputSchema,
    response: slotSchema,
    summary: 'Create a slot of an area; it applies to every area below (S12).',
    errors: ['AREA_UNKNOWN', 'SLOT_OVERLAPS', 'SLOT_AGAINST_POLICY', 'NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params: { code: '23538' },
      body: { name: 'Buổi chiều', rule: exampleRule },
      response: exampleSlot,
    },
  }),
  listSlots: route({
    method: 'GET',
    path: '/api/areas/:code/slots',
    params: area,
    response: z.object({ slots: z.array(slotSchema) }),
    summary: 'List the slots in force in an area: its own and those from above.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { slots: [exampleSlot] } },
  }),
  retireSlot: route({
    method: 'POST',
    path: '/api/slots/:id/retirement',
    params: byId,
    body: z.object({ revision: z.int() }),
    response: slotSchema,
    summary: 'End a slot; frozen and past sessions stay.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT'],
    example: {
      params: { id: '01k…' },
      body: { revision: 1 },
      response: { ...exampleSlot, retired: true, revision: 2 },
    },
  }),
  readPolicy: route({
    method: 'GET',
    path: '/api/areas/:code/policy',
    params: area,
    response: policySchema,
    summary: 'Read the limits an area sets itself (S7).',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { areaCode: '23538', limits: {}, exceptions: [], revision: 0 } },
  }),
  writePolicy: route({
    method: 'PUT',
    path: '/api/areas/:code/policy',
    params: area,
    body: z.object({ limits: policyLimitsSchema, revision: z.int(), dryRun: z.boolean().default(false) }),
    response: policySchema.extend({ conflicts: z.array(slotConflictSchema) }),
    summary: 'Set the limits of an area; they only tighten what comes from above (S7).',
    errors: ['AREA_UNKNOWN', 'VERSION_CONFLICT', 'POLICY_WIDENS'],
    example: {
      params: { code: '23538' },
      body: { limits: { windows: [{ from: '05:30', to: '20:00' }] }, revision: 0 },
      response: {
        areaCode: '23538',
        limits: { windows: [{ from: '05:30', to: '20:00' }] },
        exceptions: [],
        revision: 1,
        conflicts: [],
      },
    },
  }),
  grantException: route({
    method: 'POST',
    path: '/api/areas/:code/policy/exceptions',
    params: area,
    body: exceptionInput,
    response: policySchema,
    summary: 'Lift limits for some days, with a reason (S7).',
    errors: ['AREA_UNKNOWN', 'NOT_ALLOWED', 'EXCEPTION_NEEDS_HIGHER'],
    example: {
      params: { code: '23538' },
      body: {
        windows: [{ from: '00:00', to: '24:00' }],
        from: '2026-01-05',
        until: '2026-01-05',
        reason: 'Diễn tập phòng, chống lũ',
      },
      response: {
        areaCode: '23538',
        limits: {},
        exceptions: [
          {
            id: '01k…',
            limit: 'windows',
            from: '2026-01-05',
            until: '2026-01-05',
            reason: 'Diễn tập phòng, chống lũ',
            value: '00:00-24:00',
            grantedBy: 'lan',
            revokedBy: null,
            revokedAt: null,
          },
        ],
        revision: 1,
      },
    },
  }),
  listBookings: route({
    method: 'GET',
    path: '/api/areas/:code/bookings',
    params: area,
    response: z.object({ bookings: z.array(bookingSchema) }),
    summary: 'List the queue that reaches an area, in the order in which it gets room.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { bookings: [exampleBooking] } },
  }),
  moveBooking: route({
    method: 'PATCH',
    path: '/api/bookings/:id',
    params: byId,
    body: z.object({ position: z.int().min(0).max(100_000).nullable(), revision: z.int() }),
    response: bookingSchema,
    summary: "Give a booking its place in the operator's order (S2).",
    errors: ['NOT_FOUND', 'VERSION_CONFLICT'],
    example: {
      params: { id: '01k…' },
      body: { position: 1, revision: 1 },
      response: { ...exampleBooking, position: 1, revision: 2 },
    },
  }),
  listRundowns: route({
    method: 'GET',
    path: '/api/areas/:code/rundowns',
    params: area,
    query: z.object({ from: localDateSchema, to: localDateSchema }),
    response: z.object({ rundowns: z.array(rundownSchema) }),
    summary: 'List what an area airs on local dates, both included.',
    errors: ['AREA_UNKNOWN', 'RANGE_TOO_LONG'],
    example: {
      params: { code: '23538' },
      query: { from: '2026-01-05', to: '2026-01-11' },
      response: { rundowns: [exampleRundown] },
    },
  }),
});
