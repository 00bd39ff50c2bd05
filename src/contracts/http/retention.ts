import { z } from 'zod';
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
