import { z } from 'zod';
import { reportAxes, summedNames } from '../../domain/airtime/report';
import { itemResults } from '../../domain/airtime/result';
import { toEpochDay, isLocalDate } from '../../domain/time/local-date';
import { defineRoutes, queryList, route } from './route';
import { localDateSchema } from './slot-rule';

/** What one report may span. */
const longestDays = 3 * 366;

const instant = z.int().describe('Milliseconds since the epoch');
const length = z.int().describe('Milliseconds');
const areaCode = z.string().min(1).max(40).describe('This area and all below it; left out: all you may see');
const named = z.object({ code: z.string(), name: z.string() });

const periodFields = {
  from: localDateSchema.describe('First local date, included'),
  to: localDateSchema.describe('Last local date, included'),
  area: areaCode.optional(),
};

const ordered = ({ from, to }: { from: string; to: string }): boolean => from <= to;
const backwards = { path: ['to'], message: 'ngày cuối đứng trước ngày đầu / the last day is before the first' };
const inReach = ({ from, to }: { from: string; to: string }): boolean =>
  !isLocalDate(from) || !isLocalDate(to) || toEpochDay(to) - toEpochDay(from) <= longestDays;
const tooLong = { path: ['to'], message: `nhiều nhất ${longestDays} ngày / at most ${longestDays} days` };

export const reportQuerySchema = z
  .object({ ...periodFields, by: queryList(z.enum(reportAxes)) })
  .refine(ordered, backwards)
  .refine(inReach, tooLong);

export const rowsFilterFields = {
  ...periodFields,
  topic: z.string().max(40).optional().describe('Code of a topic; empty for what stands under none'),
  result: z.enum(itemResults).optional(),
  device: z.string().max(200).optional(),
  airing: z.string().max(200).optional().describe('One airing, by its key'),
  bulletin: z.string().max(64).optional().describe('Only of this bulletin'),
};

export const rowsQuerySchema = z
  .object({
    ...rowsFilterFields,
    cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(ordered, backwards);

const rowsExportSchema = z.object(rowsFilterFields).refine(ordered, backwards);
const periodSchema = z.object(periodFields).refine(ordered, backwards).refine(inReach, tooLong);

const sums = Object.fromEntries(summedNames.map((name) => [name, z.int()])) as Record<
  (typeof summedNames)[number],
  z.ZodInt
>;

export const reportLineSchema = z
  .object({
    topic: named.nullable().describe('Code and name empty: under no topic, such as chimes'),
    commune: named.nullable(),
    day: z.string().nullable(),
    language: z.string().nullable(),
    languages: z.record(z.string(), z.int()).describe('Aired milliseconds of each language'),
    ...sums,
  })
  .meta({
    id: 'AirtimeLine',
    description:
      'Sums over commune airings (L6). Names ending in Ms are milliseconds. Four truths: `plannedMs`; `deliveredMs`, planned and the ' +
      'device had the verified audio in time; `airedMs`; `soundedMs`, the part of it that a device heard at its own output. `attestedMs` is the part of airedMs that a person vouches ' +
      'for; ownMs + relayedMs = firstMs + replayMs = airedMs. Devices and zones: planned, reached, and all of the commune, per airing.',
  });

export const airtimeReportSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    area: z.string().nullable(),
    by: z.array(z.enum(reportAxes)),
    asOf: instant.describe('When it was drawn up; later rows may change it'),
    lines: z.array(reportLineSchema),
    totals: reportLineSchema.describe('Commune time: what several communes heard counts for each'),
    programmeMs: length.describe('Distinct programme time: what several communes heard counts once'),
  })
  .meta({ id: 'AirtimeReport' });

/** Months that were signed before these sums were kept have none of them, and a zero would pass for a measurement. */
const unlessOlder = z.int().optional().describe('Left out: not recorded when the month was signed');
const signedLineSchema = reportLineSchema
  .extend({ deliveredMs: unlessOlder, soundedMs: unlessOlder })
  .meta({ id: 'SignedAirtimeLine', description: 'A line as it was signed' });

/** A report that was kept as it was then. */
export const signedReportSchema = airtimeReportSchema
  .extend({ lines: z.array(signedLineSchema), totals: signedLineSchema })
  .meta({ id: 'SignedAirtimeReport' });

export const missSchema = z
  .object({
    result: z.enum(itemResults),
    reason: z.string().nullable(),
    commune: named,
    airings: z.int(),
    plannedMs: length,
    airedMs: length,
  })
  .meta({ id: 'AirtimeMiss' });

export const ledgerRowSchema = z
  .object({
    receivedNumber: z.int(),
    receivedAt: instant,
    source: z.enum(['device', 'station', 'correction']),
    speaks: z.boolean().describe('It counts: no other row replaced it and it repeats none'),
    supersedes: z.int().nullable(),
    author: z.string().nullable(),
    note: z.string().nullable(),
    device: z.object({ id: z.string(), name: z.string(), kind: z.string() }),
    counts: z.boolean(),
    attested: z.boolean(),
    airingKey: z.string(),
    localDate: z.string(),
    commune: named,
    area: named,
    origin: z.enum(['own', 'relayed']),
    title: z.string(),
    itemKind: z.enum(['bulletin', 'chime', 'relay', 'text', 'live']),
    bulletinId: z.string().nullable(),
    topic: named,
    language: z.string(),
    priority: z.enum(['emergency', 'priority', 'normal']),
    replay: z.boolean(),
    plannedStartAt: instant,
    plannedMs: length,
    actualStartAt: instant.nullable(),
    heardMs: length,
    result: z.enum(itemResults),
    reason: z.string().nullable(),
    stoppedBy: z.string().nullable(),
    recalled: z.boolean().describe('Played although it had been recalled before it ended'),
    output: z.enum(['unknown', 'sound', 'silent', 'heard']),
    clockTrust: z.enum(['synced', 'holdover', 'unset']),
    hash: z.string(),
  })
  .meta({ id: 'LedgerRow' });

export type AirtimeReportView = z.infer<typeof airtimeReportSchema>;
export type SignedReportView = z.infer<typeof signedReportSchema>;
export type MissView = z.infer<typeof missSchema>;
export type LedgerRowView = z.infer<typeof ledgerRowSchema>;
export type RowsFilterDto = z.infer<typeof rowsExportSchema>;

const zeroSums = Object.fromEntries(summedNames.map((name) => [name, 0])) as Record<
  (typeof summedNames)[number],
  number
>;
const heard = { ...zeroSums, airings: 2, plannedAirings: 2, plannedMs: 120_000, airedMs: 120_000, played: 2 };
const exampleSums = { ...heard, ownMs: 120_000, firstMs: 120_000, devicesReached: 4, devicesPlanned: 4, devicesAll: 6 };
const exampleLine = {
  topic: { code: '05', name: 'Y tế' },
  commune: { code: '23538', name: 'Xã Ia Tơi' },
  day: null,
  language: null,
  languages: { vi: 120_000 },
  ...exampleSums,
};
const period = { from: '2026-01-01', to: '2026-01-31', area: '23538' };
export const exampleReport: AirtimeReportView = {
  ...period,
  by: ['topic', 'commune'],
  asOf: 1_767_600_000_000,
  lines: [exampleLine],
  totals: { ...exampleLine, topic: null, commune: null },
  programmeMs: 120_000,
};
const csv = { contentType: 'text/csv', description: 'UTF-8 with a byte order mark, RFC 4180, safe to open in Excel' };

export const airtimeRoutes = defineRoutes('airtime', {
  report: route({
    method: 'GET',
    path: '/api/airtime/report',
    query: reportQuerySchema,
    response: airtimeReportSchema,
    summary: 'Airtime of a period, planned against aired, by topic, commune, day or language.',
    errors: ['NOT_FOUND'],
    example: {
      query: { ...period, by: ['topic', 'commune'] },
      response: exampleReport,
    },
  }),
  reportCsv: route({
    method: 'GET',
    path: '/api/airtime/report.csv',
    query: reportQuerySchema,
    response: csv,
    summary: 'The same report as a file.',
    errors: ['NOT_FOUND'],
    example: { query: { ...period, by: ['topic'] } },
  }),
  misses: route({
    method: 'GET',
    path: '/api/airtime/misses',
    query: periodSchema,
    response: z.object({ misses: z.array(missSchema) }),
    summary: 'What did not air whole in a period, by cause and commune.',
    errors: ['NOT_FOUND'],
    example: {
      query: period,
      response: {
        misses: [
          {
            result: 'missed',
            reason: 'not-delivered',
            commune: { code: '23538', name: 'Xã Ia Tơi' },
            airings: 3,
            plannedMs: 180_000,
            airedMs: 0,
          },
        ],
      },
    },
  }),
  rows: route({
    method: 'GET',
    path: '/api/airtime/rows',
    query: rowsQuerySchema,
    response: z.object({ rows: z.array(ledgerRowSchema), nextCursor: z.string().nullable() }),
    summary: 'The ledger rows behind a report, by commune and time, page by page.',
    errors: ['NOT_FOUND'],
    example: {
      query: { ...period, topic: '05' },
      response: {
        rows: [
          {
            receivedNumber: 1204,
            receivedAt: 1_767_600_000_000,
            source: 'device',
            speaks: true,
            supersedes: null,
            author: null,
            note: null,
            device: { id: '01kb3w0zq0d1e2v3i4c5e6a7b8', name: 'Cụm loa thôn 1', kind: 'loudspeaker' },
            counts: true,
            attested: false,
            airingKey: '5f0c',
            localDate: '2026-01-05',
            commune: { code: '23538', name: 'Xã Ia Tơi' },
            area: { code: '23538', name: 'Xã Ia Tơi' },
            origin: 'own',
            title: 'Lịch tiêm chủng tháng này',
            itemKind: 'bulletin',
            bulletinId: '01kb3w0zq0b1',
            topic: { code: '05', name: 'Y tế' },
            language: 'vi',
            priority: 'normal',
            replay: false,
            plannedStartAt: 1_767_564_000_000,
            plannedMs: 60_000,
            actualStartAt: 1_767_564_000_004,
            heardMs: 60_000,
            result: 'played',
            reason: null,
            stoppedBy: null,
            recalled: false,
            output: 'sound',
            clockTrust: 'synced',
            hash: 'ab12',
          },
        ],
        nextCursor: null,
      },
    },
  }),
  rowsCsv: route({
    method: 'GET',
    path: '/api/airtime/rows.csv',
    query: rowsExportSchema,
    response: csv,
    summary: 'The ledger rows behind a report as a file, streamed.',
    errors: ['NOT_FOUND'],
    example: { query: period },
  }),
});
