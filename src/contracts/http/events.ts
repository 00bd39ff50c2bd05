import { z } from 'zod';
import { defineRoutes, route } from './route';
import { localDateSchema, startLocalSchema } from './slot-rule';
import { slotConflictSchema } from './slot-conflict';

const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id: z.string().min(1).max(64) });

const monthDay = (lastDay: number): z.ZodObject<{ month: z.ZodInt; day: z.ZodInt }> =>
  z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(lastDay) });
/** The longest stretch and the farthest end: an exception has an end that somebody will live to see. */
const endMessage = 'sự kiện hằng năm cần ngày kết thúc / a yearly event needs an end';

const yearly = <K extends 'solar' | 'lunar'>(
  kind: K,
  lastDay: number,
): z.ZodObject<{
  kind: z.ZodLiteral<K>;
  from: ReturnType<typeof monthDay>;
  to: ReturnType<typeof monthDay>;
  since: typeof localDateSchema;
  until: typeof localDateSchema;
}> =>
  z.strictObject({
    kind: z.literal(kind),
    from: monthDay(lastDay),
    to: monthDay(lastDay),
    since: localDateSchema,
    until: localDateSchema,
  });

/** Dates of the ordinary calendar; or each year by the ordinary or the Vietnamese lunar calendar. */
export const eventDatesSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('dates'), from: localDateSchema, until: localDateSchema }),
    yearly('solar', 31),
    yearly('lunar', 30),
  ])
  .refine((dates) => (dates.kind === 'dates' ? dates.from : dates.since) <= dates.until, {
    path: ['until'],
    message: `ngày kết thúc đứng trước ngày bắt đầu / the last day is before the first`,
  })
  .meta({ description: endMessage });

const lengthMinutes = z.int().min(1).max(1440).optional();
const binding = z.boolean().default(false);

export const eventEffectSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('skip'), binding }),
    z.strictObject({
      kind: z.literal('move'),
      binding,
      startLocal: startLocalSchema.optional(),
      shiftMinutes: z.int().min(-1439).max(1439).optional(),
      lengthMinutes,
    }),
    z.strictObject({ kind: z.literal('add'), binding, startLocal: startLocalSchema, lengthMinutes }),
    z.strictObject({
      kind: z.literal('exclude'),
      sounds: z.array(z.literal('music')).max(1).default([]),
      topicCodes: z.array(z.string().min(1).max(40)).max(100).default([]),
    }),
  ])
  .refine(
    (effect) =>
      effect.kind !== 'move' || (effect.startLocal ?? effect.shiftMinutes ?? effect.lengthMinutes) !== undefined,
    { message: 'dời buổi phát thì phải cho giờ mới hoặc thời lượng mới / a move needs a new start or a new length' },
  );

export const eventInputSchema = z
  .strictObject({
    name: z.string().trim().min(2).max(200),
    kind: z.enum(['tet', 'holiday', 'mourning', 'disaster', 'congress', 'other']),
    dates: eventDatesSchema,
    effects: z.array(eventEffectSchema).min(1).max(10),
    slotIds: z.array(z.string().min(1)).min(1).max(500).nullable().default(null),
    reason: z.string().trim().min(3).max(500),
    dryRun: z.boolean().default(false),
  })
  .refine(({ effects, slotIds }) => slotIds !== null || effects.every(({ kind }) => kind !== 'add'), {
    path: ['slotIds'],
    message:
      'thêm buổi thì phải chọn khung giờ, nếu không mọi khung giờ sẽ phát trùng nhau / name the slots that get a session',
  });

export const eventSchema = z.object({
  id: z.string(),
  areaCode: z.string(),
  name: z.string(),
  kind: z.string(),
  dates: eventDatesSchema,
  effects: z.array(eventEffectSchema),
  slotIds: z.array(z.string()).nullable(),
  reason: z.string(),
  grantedBy: z.string(),
  grantedAt: z.int(),
  revokedBy: z.string().nullable(),
  revokedAt: z.int().nullable(),
  revision: z.int(),
  /** The days it holds, of the year to come. */
  days: z.array(localDateSchema),
});

const body = {
  name: 'Tết Nguyên đán',
  kind: 'tet',
  dates: {
    kind: 'lunar',
    from: { month: 12, day: 30 },
    to: { month: 1, day: 3 },
    since: '2026-01-01',
    until: '2030-12-31',
  },
  effects: [{ kind: 'move', binding: false, shiftMinutes: 60 }],
  slotIds: null,
  reason: 'Để bà con nghỉ Tết',
} as const;
const example = {
  ...body,
  id: '01k…',
  areaCode: '23538',
  grantedBy: 'lan',
  grantedAt: 1764000000000,
  revokedBy: null,
  revokedAt: null,
  revision: 1,
  days: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'],
};

export const eventsRoutes = defineRoutes('events', {
  declare: route({
    method: 'POST',
    path: '/api/areas/:code/events',
    params: area,
    body: eventInputSchema,
    response: z.object({ event: eventSchema, conflicts: z.array(slotConflictSchema), saved: z.boolean() }),
    summary: 'Declare a named event with exceptions for many slots, for days or for each lunar year (T4).',
    errors: ['AREA_UNKNOWN', 'NOT_FOUND', 'SLOT_AGAINST_POLICY', 'SLOT_OVERLAPS'],
    example: { params: { code: '23538' }, body: { ...body }, response: { event: example, conflicts: [], saved: true } },
  }),
  list: route({
    method: 'GET',
    path: '/api/areas/:code/events',
    params: area,
    response: z.object({ events: z.array(eventSchema) }),
    summary: 'List the events that reach an area: its own and those from above.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { events: [example] } },
  }),
  revoke: route({
    method: 'POST',
    path: '/api/events/:id/revocation',
    params: byId,
    body: z.object({ revision: z.int() }),
    response: eventSchema,
    summary: 'End an event before its time.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT'],
    example: {
      params: { id: '01k…' },
      body: { revision: 1 },
      response: { ...example, revokedBy: 'lan', revokedAt: 1764000100000, revision: 2 },
    },
  }),
});
