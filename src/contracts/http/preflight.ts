import { z } from 'zod';
import { findingCodes, findingLevels } from '../../domain/scheduling/preflight/finding';
import { afterQuery } from './queue-schemas';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

const area = z.object({ code: z.string().min(1).max(40) });
const colour = z.enum(['red', 'amber', 'green']);
const because = z.enum(['time', 'change', 'asked']);
const words = z.object({ vi: z.string(), en: z.string() });

export const findingSchema = z
  .object({
    level: z.enum(findingLevels).describe('red: will not be heard; amber: look at it; info: as somebody decided'),
    code: z.enum(findingCodes),
    rule: z.string(),
    areaCode: z.string().describe('The commune, or one of its zones'),
    areaName: z.string(),
    slotId: z.string().nullable(),
    slotName: z.string().nullable(),
    slotOccurrenceId: z.string().nullable(),
    startAt: z.int().nullable(),
    bookingId: z.string().nullable(),
    bulletinId: z.string().nullable(),
    subject: z.string().nullable(),
    reason: z.string().nullable(),
    until: z.int().nullable().describe('The last moment to do something about it'),
    details: z.array(z.string()),
    cause: words,
    remedy: words,
  })
  .meta({ id: 'PreflightFinding' });
export type FindingView = z.infer<typeof findingSchema>;

const lineSchema = z.object({
  areaCode: z.string(),
  areaName: z.string(),
  localDate: localDateSchema,
  colour,
  red: z.int(),
  amber: z.int(),
  because,
  judgedAt: z.int(),
});

const detailSchema = lineSchema.extend({
  findings: z.array(findingSchema),
  told: z.array(
    z.object({
      at: z.int(),
      because,
      colour,
      people: z.array(z.object({ userId: z.string(), name: z.string() })),
      findings: z.int().describe('How many findings it told of'),
    }),
  ),
});

const exampleLine = {
  ...{ areaCode: '23538', areaName: 'Xã Ia Tơi', localDate: '2026-01-06', colour: 'red' as const, red: 1, amber: 0 },
  ...{ because: 'time' as const, judgedAt: 1767600000000 },
};
const exampleFinding: FindingView = {
  ...{ level: 'red', code: 'not-approved', rule: 'B2', areaCode: '23538', areaName: 'Xã Ia Tơi', slotId: '01k…' },
  ...{ slotName: 'Buổi chiều', slotOccurrenceId: 'd4…', startAt: 1767693600000, bookingId: '01k…' },
  ...{ bulletinId: '01k…', subject: 'Lịch tiêm chủng tháng 7', reason: null, until: 1767693000000, details: [] },
  cause: {
    vi: '“Lịch tiêm chủng tháng 7” chưa được duyệt, sau 16:50 sẽ bị bỏ ra',
    en: '“Lịch tiêm chủng tháng 7” is not approved and is left out after 16:50',
  },
  remedy: { vi: 'Nghe và duyệt trước 16:50', en: 'Listen and approve before 16:50' },
};

export const preflightRoutes = defineRoutes('preflight', {
  list: route({
    method: 'GET',
    path: '/api/areas/:code/preflight',
    params: area,
    query: z.object({
      date: localDateSchema.optional().describe('Tomorrow unless said'),
      colour: colour.optional(),
      after: afterQuery,
      limit: z.coerce.number().int().min(1).max(1_000).default(200),
    }),
    response: z.object({
      date: localDateSchema,
      counts: z.object({ red: z.int(), amber: z.int(), green: z.int() }),
      communes: z.array(lineSchema),
      next: z.string().nullable(),
    }),
    summary: 'List how the day of each commune of an area stands: red, amber or green, as it was judged last (S8).',
    errors: ['AREA_UNKNOWN'],
    example: {
      params: { code: '51' },
      query: { date: '2026-01-06', colour: 'red' },
      response: { date: '2026-01-06', counts: { red: 1, amber: 3, green: 92 }, communes: [exampleLine], next: null },
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/areas/:code/preflight/:date',
    params: area.extend({ date: localDateSchema }),
    response: detailSchema,
    summary: "Show what is wrong with a commune's day, what to do about it, and who was told when.",
    errors: ['AREA_UNKNOWN', 'NOT_FOUND'],
    example: {
      params: { code: '23538', date: '2026-01-06' },
      response: {
        ...exampleLine,
        findings: [exampleFinding],
        told: [
          {
            ...{ at: 1767600000000, because: 'time', colour: 'red', findings: 1 },
            people: [{ userId: '01j…', name: 'Nguyễn Thị Hoa' }],
          },
        ],
      },
    },
  }),
  run: route({
    method: 'POST',
    path: '/api/areas/:code/preflight',
    params: area,
    body: z.object({ date: localDateSchema.optional().describe('Tomorrow unless said') }),
    response: z.object({ date: localDateSchema, communes: z.int(), red: z.int(), amber: z.int() }),
    status: 200,
    summary: 'Judge a day of every commune of an area again, now.',
    errors: ['AREA_UNKNOWN', 'PREFLIGHT_DAY_UNPLANNED'],
    example: {
      params: { code: '23538' },
      body: { date: '2026-01-06' },
      response: { date: '2026-01-06', communes: 1, red: 1, amber: 0 },
    },
  }),
});
