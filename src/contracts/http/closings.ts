import { z } from 'zod';
import { summedNames } from '../../domain/airtime/report';
import { exampleReport, signedReportSchema } from './airtime';
import { reportFormats } from './reports';
import { defineRoutes, route } from './route';

const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'cần tháng dạng NĂM-THÁNG / must be a month, YYYY-MM')
  .describe('Month of local dates, YYYY-MM');
const named = z.object({ code: z.string(), name: z.string() }).nullable();
const place = z.object({ code: z.string().min(1).max(40), month: monthSchema });

export const closingSchema = z
  .object({
    id: z.string(),
    areaCode: z.string(),
    areaName: z.string(),
    month: monthSchema,
    closedAt: z.int(),
    closedBy: z.string(),
    note: z.string(),
    lastNumber: z.int().describe('The last ledger row that the report counts'),
    sealRoot: z.string(),
    reportHash: z.string().describe('SHA-256 of the report as it was signed'),
  })
  .meta({ id: 'MonthClosing' });

export const monthSchemaView = z
  .object({
    closing: closingSchema,
    asSigned: z.boolean().describe('False where the kept report no longer has the hash that was signed'),
    report: signedReportSchema,
    adjustments: z.array(
      z.object({
        topic: named,
        commune: named,
        changes: z.partialRecord(z.enum(summedNames), z.int()).describe('What is now minus what was signed'),
      }),
    ),
  })
  .meta({ id: 'SignedMonth' });

export type ClosingView = z.infer<typeof closingSchema>;
export type MonthView = z.infer<typeof monthSchemaView>;

const closing = {
  id: '01kb3w0zq0d1e2v3i4c5e6a7b8',
  areaCode: '23538',
  areaName: 'Xã Ia Tơi',
  month: '2026-01',
  closedAt: 1_769_990_400_000,
  closedBy: 'co.thu',
  note: '',
  lastNumber: 1260,
  sealRoot: '9'.repeat(64),
  reportHash: '8'.repeat(64),
};

export const closingsRoutes = defineRoutes('closings', {
  list: route({
    method: 'GET',
    path: '/api/closings',
    query: z.object({
      area: z.string().min(1).max(40).optional().describe('This area and all below it; left out: all you may see'),
      after: z.string().max(60).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(500).default(500),
    }),
    response: z.object({ closings: z.array(closingSchema), next: z.string().nullable() }),
    summary: 'Months that were signed, newest first.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' }, response: { closings: [closing], next: null } },
  }),
  close: route({
    method: 'POST',
    path: '/api/areas/:code/closings/:month',
    params: place,
    body: z.object({ note: z.string().max(1000).default('') }),
    response: closingSchema,
    summary: 'Sign a month of an area: its report is kept as it is now; later rows become adjustments.',
    errors: ['NOT_FOUND', 'MONTH_NOT_OVER', 'MONTH_NOT_SEALED', 'MONTH_CLOSED'],
    example: { params: { code: '23538', month: '2026-01' }, body: { note: '' }, response: closing },
  }),
  month: route({
    method: 'GET',
    path: '/api/areas/:code/closings/:month',
    params: place,
    response: monthSchemaView,
    summary: 'A signed month as it was signed, and what came to it since.',
    errors: ['NOT_FOUND'],
    example: {
      params: { code: '23538', month: '2026-01' },
      response: {
        closing,
        asSigned: true,
        report: exampleReport,
        adjustments: [
          {
            topic: { code: '05', name: 'Y tế' },
            commune: { code: '23538', name: 'Xã Ia Tơi' },
            changes: { airedMs: 60_000, played: 1, unreported: -1 },
          },
        ],
      },
    },
  }),
  file: route({
    method: 'GET',
    path: '/api/areas/:code/closings/:month/file',
    params: place,
    query: z.object({ format: z.enum(reportFormats) }),
    response: {
      contentType: 'application/octet-stream',
      description: 'The month as PDF, XLSX, DOCX or CSV, with the seal it was signed under',
    },
    summary: 'A signed month as a paper: as it was signed, and what came to it since.',
    errors: ['NOT_FOUND'],
    example: { params: { code: '23538', month: '2026-01' }, query: { format: 'pdf' } },
  }),
});
