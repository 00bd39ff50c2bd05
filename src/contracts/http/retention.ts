import { z } from 'zod';
import { storedKinds } from '../../domain/retention/decide';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);
const areaCode = z.string().min(1).max(40);

export const holdSchema = z
  .object({
    id,
    areaCode: z.string(),
    bulletinId: z.string().nullable().describe('null: all that was planned or heard in the area on the dates'),
    fromDate: z.string().nullable(),
    toDate: z.string().nullable().describe('Included'),
    reason: z.string(),
    complaintId: z.string().nullable(),
    heldAt: instant,
    heldBy: z.string(),
    untilDate: z.string().nullable().describe('Last local date of the hold; null: until it is released'),
    releasedAt: instant.nullable(),
    releasedBy: z.string().nullable(),
    holds: z.boolean().describe('Still in force'),
  })
  .meta({ id: 'RetentionHold', description: 'Recordings that are kept whatever their age.' });

export type HoldView = z.infer<typeof holdSchema>;

const storedFile = z.object({
  kind: z.enum(storedKinds),
  title: z.string().describe('Name of the file that was sent, or of the paper'),
  areaCode: z.string(),
  bytes: z.int(),
});

export const retentionSchema = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.enum(storedKinds),
        limitDays: z.int().nullable().describe('Days after its last use for which it is kept; null: for ever'),
        files: z.int(),
        bytes: z.int(),
        due: z.int().describe('Files that go in the coming night'),
        held: z.int().describe('Files that stay because somebody holds them'),
      }),
    ),
    next: z.array(storedFile.extend({ dueAt: instant })).describe('What goes next, soonest first; at most 20'),
    held: z.array(storedFile).describe('What is held; at most 20'),
    lastRun: z
      .object({ localDate: z.string(), files: z.int(), bytes: z.int() })
      .nullable()
      .describe('The last night on which old files went, of the whole station'),
  })
  .meta({
    id: 'Retention',
    description: 'What an area has stored, and how long it stays. The ledger is kept for ever.',
  });

export type RetentionView = z.infer<typeof retentionSchema>;

const reason = z.string().trim().min(1).max(1000);
const untilDate = localDateSchema.nullable().default(null);

const hold: HoldView = {
  ...{ id: '01kb3w1a2b3c4d5e6f7g8h9j0m', areaCode: '23538', bulletinId: null },
  ...{ fromDate: '2026-01-04', toDate: '2026-01-05', reason: 'Thanh tra đang xem', complaintId: null },
  ...{ heldAt: 1_767_600_000_000, heldBy: 'y.nhung', untilDate: '2028-01-05', releasedAt: null, releasedBy: null },
  holds: true,
};
const ofBulletin = { ...hold, bulletinId: '01kb3w0zq0b1', fromDate: null, toDate: null };

export const retentionRoutes = defineRoutes('retention', {
  area: route({
    method: 'GET',
    path: '/api/areas/:code/retention',
    params: z.object({ code: areaCode }),
    response: retentionSchema,
    summary: 'How long recordings of an area and those below it stay, what goes next and what is held.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code: '23538' },
      response: {
        kinds: [{ kind: 'originals', limitDays: 730, files: 412, bytes: 1_902_000_000, due: 1, held: 2 }],
        next: [
          {
            kind: 'originals',
            title: 'Lịch tiêm chủng.m4a',
            areaCode: '23538',
            bytes: 481_204,
            dueAt: 1_835_072_000_000,
          },
        ],
        held: [{ kind: 'originals', title: 'Thông báo cắt điện.m4a', areaCode: '23538', bytes: 512_000 }],
        lastRun: { localDate: '2026-01-05', files: 3, bytes: 1_440_000 },
      },
    },
  }),
  holds: route({
    method: 'GET',
    path: '/api/holds',
    query: z.object({
      area: areaCode.optional().describe('This area and all below it; left out: all you may see'),
      before: id.optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ holds: z.array(holdSchema), next: z.string().nullable() }),
    summary: 'What is kept whatever its age, newest first, ended holds too.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' }, response: { holds: [hold], next: null } },
  }),
  holdArea: route({
    method: 'POST',
    path: '/api/areas/:code/holds',
    params: z.object({ code: areaCode }),
    body: z
      .object({ fromDate: localDateSchema, toDate: localDateSchema, reason, untilDate })
      .refine(({ fromDate, toDate }) => fromDate <= toDate, {
        path: ['toDate'],
        message: 'ngày cuối đứng trước ngày đầu / the last day is before the first',
      }),
    response: holdSchema,
    summary: 'Keep the recordings of all that was planned or heard in an area on some local dates, both included.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code: '23538' },
      body: { fromDate: '2026-01-04', toDate: '2026-01-05', reason: hold.reason, untilDate: hold.untilDate },
      response: hold,
    },
  }),
  holdBulletin: route({
    method: 'POST',
    path: '/api/bulletins/:id/holds',
    params: z.object({ id }),
    body: z.object({ reason, untilDate }),
    response: holdSchema,
    summary: 'Keep the recordings of one bulletin.',
    errors: ['NOT_FOUND'],
    example: { params: { id: '01kb3w0zq0b1' }, body: { reason: hold.reason }, response: ofBulletin },
  }),
  release: route({
    method: 'POST',
    path: '/api/holds/:id/release',
    params: z.object({ id }),
    body: z.object({ reason }),
    response: holdSchema,
    status: 200,
    summary: 'End a hold; one of an open complaint ends with its answer. Again changes nothing.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params: { id: hold.id },
      body: { reason: 'Đã có kết luận thanh tra' },
      response: { ...hold, releasedAt: 1_767_700_000_000, releasedBy: 'y.nhung', holds: false },
    },
  }),
});
