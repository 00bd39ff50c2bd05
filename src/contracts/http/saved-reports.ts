import { z } from 'zod';
import { reportSchedules } from '../../domain/reports/saved';
import { reportFormats, reportKinds } from './reports';
import { defineRoutes, route } from './route';

const id = z.string().min(1).max(64);
const areaCode = z.string().min(1).max(40);

/** The papers of a period, and what a campaign came to by its end. */
export const savedReportKinds = [...reportKinds, 'campaign'] as const;
export type SavedReportKind = (typeof savedReportKinds)[number];

export const reportMailStates = ['waiting', 'sent', 'refused', 'failed'] as const;
export type ReportMailState = (typeof reportMailStates)[number];

const mostAddresses = 10;

/** Where a report is mailed to; each address is checked by itself, so that the wrong one is named. */
const mailTo = z
  .array(z.email('không phải là địa chỉ thư, như ubnd@xa.example / not a mail address').max(254))
  .max(mostAddresses)
  .transform((addresses) => [...new Set(addresses)])
  .describe('Addresses it is mailed to when it was drawn up by itself');

const wanted = {
  name: z.string().trim().min(1).max(120),
  kind: z.enum(savedReportKinds),
  campaignId: id.nullable().default(null).describe('The campaign that a report of kind `campaign` is about'),
  format: z.enum(reportFormats),
  schedule: z.enum(reportSchedules),
};
const notMonthly = ({ kind, schedule }: { kind: string; schedule: string }): boolean =>
  kind !== 'log-book' || schedule !== 'monthly';
const weeklyOnly = { path: ['schedule'], message: 'sổ nhật ký lập theo tuần / a log book is weekly' };
const namesItsCampaign = ({ kind, campaignId }: { kind: string; campaignId: string | null }): boolean =>
  (kind === 'campaign') === (campaignId !== null);
const itsCampaign = {
  path: ['campaignId'],
  message: 'chỉ báo cáo kế hoạch ghi kế hoạch nào / a report of a campaign names it, no other does',
};
const mailedByItself = ({ schedule, mailTo: to }: { schedule: string; mailTo: string[] }): boolean =>
  to.length === 0 || schedule !== 'by-hand';
const needsSchedule = {
  path: ['mailTo'],
  message: 'chỉ báo cáo hằng tuần, hằng tháng mới gửi thư / only weekly and monthly reports are mailed',
};

export const savedReportSchema = z
  .object({
    id,
    areaCode: z.string(),
    name: z.string(),
    kind: z.enum(savedReportKinds),
    campaignId: z.string().nullable().describe('What a report of kind `campaign` is about'),
    format: z.enum(reportFormats),
    schedule: z
      .enum(reportSchedules)
      .describe('weekly: each Monday, the week before; monthly: on the first, the month'),
    mailTo: z.array(z.string()),
    mails: z
      .array(z.object({ address: z.string(), state: z.enum(reportMailStates), detail: z.string().nullable() }))
      .describe('What became of the mails of the period that was drawn up last'),
    createdAt: z.int(),
    createdBy: z.string(),
    lastTo: z.string().nullable().describe('Last day of the period that was drawn up last'),
    lastAt: z.int().nullable(),
    lastFile: z.string().nullable().describe('Where it lies, in the folder `reports` of the station'),
    next: z.object({ from: z.string(), to: z.string() }).describe('The period it would be about today'),
  })
  .meta({ id: 'SavedReport' });

export type SavedReportView = z.infer<typeof savedReportSchema>;

const saved: SavedReportView = {
  ...{ id: '01kb3w1a2b3c4d5e6f7g8h9j0k', areaCode: '23538', name: 'Sổ nhật ký tuần', kind: 'log-book', format: 'pdf' },
  campaignId: null,
  ...{ mailTo: ['ubnd@iatoi.example'], mails: [] },
  ...{ schedule: 'weekly', createdAt: 1_767_600_000_000, createdBy: 'y.nhung', lastTo: null, lastAt: null },
  ...{ lastFile: null, next: { from: '2026-01-05', to: '2026-01-11' } },
};

export const savedReportsRoutes = defineRoutes('savedReports', {
  list: route({
    method: 'GET',
    path: '/api/saved-reports',
    query: z.object({
      area: areaCode.optional().describe('This area and all below it; left out: all you may see'),
      campaign: id.optional().describe('Only those about this campaign'),
    }),
    response: z.object({ reports: z.array(savedReportSchema) }),
    summary: 'Reports that are kept, by name.',
    errors: ['NOT_FOUND'],
    example: { query: { area: '23538' }, response: { reports: [saved] } },
  }),
  create: route({
    method: 'POST',
    path: '/api/areas/:code/saved-reports',
    params: z.object({ code: areaCode }),
    body: z
      .object({ ...wanted, mailTo: mailTo.default([]) })
      .refine(notMonthly, weeklyOnly)
      .refine(namesItsCampaign, itsCampaign)
      .refine(mailedByItself, needsSchedule),
    response: savedReportSchema,
    summary: 'Keep a report of an area; with a schedule it is drawn up by itself and dropped in the station’s folder.',
    errors: ['NOT_FOUND', 'MAIL_NOT_SET'],
    example: {
      params: { code: '23538' },
      body: { name: saved.name, kind: 'log-book', format: 'pdf', schedule: 'weekly' },
      response: saved,
    },
  }),
  change: route({
    method: 'PUT',
    path: '/api/saved-reports/:id',
    params: z.object({ id }),
    body: z
      .object({ ...wanted, mailTo })
      .refine(notMonthly, weeklyOnly)
      .refine(namesItsCampaign, itsCampaign)
      .refine(mailedByItself, needsSchedule),
    response: savedReportSchema,
    summary: 'Change what a kept report is about, how often it is drawn up and where it is mailed.',
    errors: ['NOT_FOUND', 'MAIL_NOT_SET'],
    example: {
      params: { id: saved.id },
      body: { name: saved.name, kind: 'log-book', format: 'pdf', schedule: 'weekly', mailTo: [] },
      response: saved,
    },
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/saved-reports/:id',
    params: z.object({ id }),
    summary: 'Keep a report no more; files that were drawn up stay.',
    errors: ['NOT_FOUND'],
    example: { params: { id: saved.id } },
  }),
});
