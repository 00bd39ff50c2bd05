import { z } from 'zod';
import { toEpochDay, isLocalDate } from '../../domain/time/local-date';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

/** The papers that Loa draws up; `log-book` is one A4 a commune and week. */
export const reportKinds = ['log-book', 'airtime', 'statistics', 'misses', 'devices'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const reportFormats = ['pdf', 'xlsx', 'docx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const longestDays = 3 * 366;
/** A log book has a page for each commune. */
const mostWeeks = 1;

const reportFields = {
  kind: z.enum(reportKinds),
  from: localDateSchema.describe('First local date, included; a log book takes the week that begins on it'),
  to: localDateSchema.describe('Last local date, included'),
  area: z.string().min(1).max(40).describe('This area and all below it'),
};

interface ReportPeriod {
  kind: ReportKind;
  from: string;
  to: string;
}
const ordered = ({ from, to }: ReportPeriod): boolean => from <= to;
const backwards = { path: ['to'], message: 'ngày cuối đứng trước ngày đầu / the last day is before the first' };
const inReach = ({ kind, from, to }: ReportPeriod): boolean =>
  !isLocalDate(from) ||
  !isLocalDate(to) ||
  toEpochDay(to) - toEpochDay(from) < (kind === 'log-book' ? mostWeeks * 7 : longestDays);
const tooLong = {
  path: ['to'],
  message: 'khoảng thời gian quá dài (sổ nhật ký: một tuần) / too long (a log book: one week)',
};

export const reportQuery = z.object(reportFields).refine(ordered, backwards).refine(inReach, tooLong);
export const reportFileQuery = z
  .object({ ...reportFields, format: z.enum(reportFormats) })
  .refine(ordered, backwards)
  .refine(inReach, tooLong);

export type ReportQuery = z.infer<typeof reportQuery>;
export type ReportFileQuery = z.infer<typeof reportFileQuery>;

/** What a page shows of one table, and of the log books of an area. */
export const mostRowsShown = 500;
export const mostSheetsShown = 10;

const columnSchema = z.object({ heading: z.string(), align: z.enum(['left', 'right', 'center']) });

export const reportViewSchema = z
  .object({
    title: z.string(),
    station: z.string(),
    footer: z.string().describe('When it was drawn up, and the last seal it stands on'),
    sheets: z.array(
      z.object({
        title: z.string(),
        subtitle: z.array(z.string()),
        blocks: z.array(
          z.discriminatedUnion('kind', [
            z.object({
              kind: z.literal('table'),
              heading: z.string().nullable(),
              columns: z.array(columnSchema),
              rows: z.array(z.array(z.string())),
              totals: z.array(z.string()).nullable(),
              notShown: z.int().describe('Rows beyond those shown; a file has them all'),
            }),
            z.object({
              kind: z.literal('bars'),
              heading: z.string(),
              bars: z.array(
                z.object({ label: z.string(), text: z.string(), part: z.number().describe('0 to 1, of the longest') }),
              ),
            }),
            z.object({ kind: z.literal('text'), text: z.string() }),
          ]),
        ),
        signOff: z.object({ placeAndDate: z.string(), roles: z.array(z.string()) }).nullable(),
      }),
    ),
    notShown: z.int().describe('Sheets beyond those shown; a file has them all'),
  })
  .meta({ id: 'ReportView', description: 'A report as its paper says it, in Vietnamese' });

export type ReportView = z.infer<typeof reportViewSchema>;

const campaignParams = z.object({ id: z.string().max(40) });
const campaignFields = {
  area: z.string().min(1).max(40).optional().describe('This area and all below it; left out: all of yours'),
  phase: z.string().min(1).max(64).optional().describe('Left out: every phase'),
};
const exampleView: ReportView = {
  ...{
    title: 'Xã Ia Tơi',
    station: 'Đài truyền thanh tỉnh Quảng Ngãi',
    footer: 'Lập từ nhật ký phát lúc 08:00 ngày 12/01/2026.',
  },
  sheets: [
    {
      ...{ title: 'CÁC LƯỢT KHÔNG PHÁT TRỌN VÀ NGUYÊN NHÂN', subtitle: ['Xã Ia Tơi'], signOff: null },
      blocks: [
        {
          kind: 'bars',
          heading: 'Số lượt theo nguyên nhân',
          bars: [{ label: 'Lỡ, chưa phát', text: '3   100,0 %', part: 1 }],
        },
      ],
    },
  ],
  notShown: 0,
};

const fileResponse = {
  contentType: 'application/octet-stream',
  description: 'The report as PDF, XLSX, DOCX or CSV, with the last seal of the ledger under it',
};

export const reportsRoutes = defineRoutes('reports', {
  view: route({
    method: 'GET',
    path: '/api/reports/view',
    query: reportQuery,
    response: reportViewSchema,
    summary: 'A report as its paper says it, to be read on the screen.',
    errors: ['NOT_FOUND', 'REPORT_TOO_WIDE'],
    example: {
      query: { kind: 'misses', from: '2026-01-05', to: '2026-01-11', area: '23538' },
      response: exampleView,
    },
  }),
  campaign: route({
    method: 'GET',
    path: '/api/campaigns/:id/report',
    params: campaignParams,
    query: z.object(campaignFields),
    response: reportViewSchema,
    summary:
      'What a campaign came to, for the People’s Committee: contents, titles, counts, minutes, targets, by phase.',
    errors: ['NOT_FOUND'],
    example: { params: { id: '01kb3w0zq0a1b2c3d4e5f6g7h8' }, query: { area: '23538' }, response: exampleView },
  }),
  campaignFile: route({
    method: 'GET',
    path: '/api/campaigns/:id/report/file',
    params: campaignParams,
    query: z.object({ ...campaignFields, format: z.enum(reportFormats) }),
    response: fileResponse,
    summary: 'The same report as a paper to hand in.',
    errors: ['NOT_FOUND'],
    example: { params: { id: '01kb3w0zq0a1b2c3d4e5f6g7h8' }, query: { area: '23538', format: 'docx' } },
  }),
  file: route({
    method: 'GET',
    path: '/api/reports/file',
    query: reportFileQuery,
    response: fileResponse,
    summary: 'A report as a paper to hand in: log book of a week, airtime, statistics, misses, devices.',
    errors: ['NOT_FOUND', 'REPORT_TOO_WIDE'],
    example: { query: { kind: 'log-book', format: 'pdf', from: '2026-01-05', to: '2026-01-11', area: '23538' } },
  }),
});
