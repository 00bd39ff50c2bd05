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

export const reportFileQuery = z
  .object({
    kind: z.enum(reportKinds),
    format: z.enum(reportFormats),
    from: localDateSchema.describe('First local date, included; a log book takes the week that begins on it'),
    to: localDateSchema.describe('Last local date, included'),
    area: z.string().min(1).max(40).describe('This area and all below it'),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'ngày cuối đứng trước ngày đầu / the last day is before the first',
  })
  .refine(
    ({ kind, from, to }) => {
      if (!isLocalDate(from) || !isLocalDate(to)) return true;
      return toEpochDay(to) - toEpochDay(from) < (kind === 'log-book' ? mostWeeks * 7 : longestDays);
    },
    { path: ['to'], message: 'khoảng thời gian quá dài (sổ nhật ký: một tuần) / too long (a log book: one week)' },
  );

export type ReportFileQuery = z.infer<typeof reportFileQuery>;

export const reportsRoutes = defineRoutes('reports', {
  file: route({
    method: 'GET',
    path: '/api/reports/file',
    query: reportFileQuery,
    response: {
      contentType: 'application/octet-stream',
      description: 'The report as PDF, XLSX, DOCX or CSV, with the last seal of the ledger under it',
    },
    summary: 'A report as a paper to hand in: log book of a week, airtime, statistics, misses, devices.',
    errors: ['NOT_FOUND', 'REPORT_TOO_WIDE'],
    example: { query: { kind: 'log-book', format: 'pdf', from: '2026-01-05', to: '2026-01-11', area: '23538' } },
  }),
});
