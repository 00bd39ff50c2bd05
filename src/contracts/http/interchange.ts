import { z } from 'zod';
import { interchangeKinds } from '../../domain/interchange/records';
import { toEpochDay, isLocalDate } from '../../domain/time/local-date';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

const mostDays = 366;

export const interchangeQuery = z
  .object({
    kind: z
      .enum(interchangeKinds)
      .describe('BanTin: bulletins; LichPhat: what is planned; NhatKyPhat: what was played'),
    area: z.string().min(1).max(40).describe('This area and all below it'),
    from: localDateSchema.describe('First local date: of making, of the session, of the airing'),
    to: localDateSchema.describe('Last local date, included'),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'ngày cuối đứng trước ngày đầu / the last day is before the first',
  })
  .refine(({ from, to }) => !isLocalDate(from) || !isLocalDate(to) || toEpochDay(to) - toEpochDay(from) < mostDays, {
    path: ['to'],
    message: `nhiều nhất ${mostDays} ngày / at most ${mostDays} days`,
  });

export type InterchangeQuery = z.infer<typeof interchangeQuery>;

export const importReportSchema = z
  .object({
    kind: z.enum(interchangeKinds).nullable(),
    dryRun: z.boolean(),
    records: z.int().describe('Records without a fault'),
    made: z.int().describe('Drafts made, or that would be made'),
    known: z.int().describe('Records that were taken in before, left as they are'),
    issues: z.array(
      z.object({
        path: z.string().describe('Such as DuLieu[3].ThoiLuong; empty: the file as a whole'),
        value: z.string().nullable().describe('What stands there, as JSON; null: nothing'),
        message: z.string(),
        messageVi: z.string(),
      }),
    ),
  })
  .meta({ id: 'InterchangeReport' });

export type ImportReportView = z.infer<typeof importReportSchema>;

const file = {
  ...{ DinhDang: 'loa-lien-thong', PhienBan: 1, Loai: 'BanTin', DonVi: 'Sở Văn hóa' },
  DuLieu: [
    {
      ...{ BanTinID: 'T-1', TieuDe: 'Lịch tiêm chủng', LoaiLinhVuc: '1', LoaiBanTin: 1, MucDoUuTien: 3 },
      ...{ NgonNgu: 'vi', DiaBanTao: '23538', DanhSachDiaBanNhan: ['23538'] },
    },
  ],
};

export const interchangeRoutes = defineRoutes('interchange', {
  export: route({
    method: 'GET',
    path: '/api/interchange/file',
    query: interchangeQuery,
    response: { contentType: 'application/json', description: 'The records in the national field names, streamed' },
    summary: 'Bulletins, plans or play logs as JSON in the national field names, for provincial systems.',
    errors: ['NOT_FOUND'],
    example: { query: { kind: 'NhatKyPhat', area: '23538', from: '2026-01-05', to: '2026-01-11' } },
  }),
  import: route({
    method: 'POST',
    path: '/api/areas/:code/interchange',
    params: z.object({ code: z.string().min(1).max(40) }),
    body: z.object({
      dryRun: z.boolean().default(true),
      file: z.unknown().describe('The whole file; docs/interchange.md has its fields'),
    }),
    response: importReportSchema,
    status: 200,
    summary: 'Check a file from a provincial system field by field; without `dryRun` its bulletins become drafts.',
    description:
      'All or nothing. Bulletins become drafts of the area in the path, under which DiaBanTao must lie; plans and play logs are checked only, since devices alone write the ledger (L1) and the planner alone plans (S1).',
    errors: ['NOT_FOUND', 'IMPORT_REJECTED', 'AREAS_OUTSIDE_ORIGIN'],
    example: {
      params: { code: '23538' },
      body: { dryRun: true, file },
      response: { kind: 'BanTin', dryRun: true, records: 1, made: 1, known: 0, issues: [] },
    },
  }),
});
