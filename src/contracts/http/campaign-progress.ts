import { z } from 'zod';
import { targetPeriods } from '../../domain/campaigns/target';
import { ownBookingSchema, queuedSchema } from './queue-schemas';
import { defineRoutes, route } from './route';
import { localDateSchema } from './slot-rule';

const id = z.string().min(1).max(64);
const areaCode = z.string().min(1).max(40);
const named = z.object({ code: z.string(), name: z.string() });
const text = z.object({ vi: z.string(), en: z.string() });
const ms = z.int().describe('Milliseconds');

export const amountSchema = z.object({ ms, airings: z.int() }).meta({ id: 'CampaignAmount' });

export const paceSchema = z
  .object({
    targetId: z.string(),
    topicCode: z.string().nullable(),
    per: z.enum(targetPeriods),
    period: z.object({ from: localDateSchema, to: localDateSchema }),
    wanted: z.object({ ms: ms.nullable(), airings: z.int().nullable() }),
    due: amountSchema.describe('The share of the days that have passed, today not yet'),
    done: amountSchema,
    behind: amountSchema.describe('What is due and was not heard'),
  })
  .meta({ id: 'CampaignPace' });

const phaseSchema = z.object({
  id: z.string(),
  title: z.string(),
  fromDate: localDateSchema,
  toDate: localDateSchema,
  state: z.enum(['coming', 'running', 'over']),
});

export const campaignProgressSchema = z
  .object({
    campaignId: z.string(),
    title: z.string(),
    phase: phaseSchema,
    today: localDateSchema,
    text: text.describe('The phase in one sentence'),
    total: amountSchema,
    contents: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        topicCodes: z.array(z.string()),
        bulletins: z.int().describe('That name this content'),
        approved: z.int().describe('Those of them that stand approved'),
        ...amountSchema.shape,
        communes: z.int().describe('That heard of it'),
      }),
    ),
    topics: z.array(named.extend(amountSchema.shape)),
    weeks: z.array(z.object({ from: localDateSchema, to: localDateSchema, ...amountSchema.shape })),
    communes: z
      .array(named.extend({ ...amountSchema.shape, pace: z.array(paceSchema) }))
      .describe('What is furthest behind first'),
    communesAll: z.int(),
    communesHeard: z.int(),
    communesBehind: z.int(),
    notShown: z.int().describe('Communes beyond those shown'),
    asOf: z.int(),
  })
  .meta({ id: 'CampaignProgress' });

export const proposedBookingSchema = z
  .object({
    bulletinId: z.string(),
    title: z.string(),
    topicCode: z.string(),
    contentId: z.string().nullable(),
    slotId: z.string(),
    slotName: z.string(),
    localDate: localDateSchema,
    startAt: z.int().describe('About then: the order within its session is settled when it is queued'),
    durationMs: ms,
    text,
  })
  .meta({ id: 'ProposedBooking' });

export const proposalsSchema = z
  .object({
    areaCode: z.string(),
    areaName: z.string(),
    phaseId: z.string(),
    until: localDateSchema.describe('The last date that sessions are planned for'),
    behind: amountSchema.describe('Of the target that is furthest behind'),
    missing: amountSchema.describe('What is still to be queued by then'),
    left: amountSchema.describe('What of it the proposals do not reach'),
    bookings: z.array(proposedBookingSchema),
    text: text.describe('“Behind by 25 minutes: these three bookings would fit”'),
  })
  .meta({ id: 'CampaignProposals' });

export type CampaignProgressView = z.infer<typeof campaignProgressSchema>;
export type PaceView = z.infer<typeof paceSchema>;
export type ProposalsView = z.infer<typeof proposalsSchema>;

const byId = z.object({ id: z.string().max(40) });
const phaseQuery = id.optional().describe('Left out: the phase that runs, else the next, else the last');
const params = { id: '01kb3w0zq0a1b2c3d4e5f6g7h8' };
const amount = { ms: 3_600_000, airings: 30 };
const week = { from: '2026-03-02', to: '2026-03-08' };
const pace = {
  ...{ targetId: '01kb3w0zq0target000000000', topicCode: '3.1', per: 'week' as const, period: week },
  wanted: { ms: 3_600_000, airings: null },
  due: { ms: 2_057_143, airings: 0 },
  done: { ms: 557_143, airings: 6 },
  behind: { ms: 1_500_000, airings: 0 },
};
const phase = {
  ...{ id: '01kb3w0zq0phase0000000000', title: 'Giai đoạn 1', fromDate: '2026-01-15', toDate: '2026-12-31' },
  state: 'running' as const,
};
const exampleProgress: CampaignProgressView = {
  ...{ campaignId: params.id, title: 'Tuyên truyền thực hiện Nghị quyết Đại hội Đảng bộ xã', phase },
  today: '2026-03-06',
  text: { vi: 'Giai đoạn 1: 1 trên 1 xã chậm tiến độ', en: 'Giai đoạn 1: 1 of 1 communes behind' },
  total: amount,
  contents: [
    {
      ...{ id: '01kb3w0zq0content00000000', text: 'Nội dung cơ bản của Nghị quyết', topicCodes: ['3.1'] },
      ...{ bulletins: 4, approved: 3, ...amount, communes: 1 },
    },
  ],
  topics: [{ code: '3.1', name: 'Nghị quyết', ...amount }],
  weeks: [{ ...week, ms: 557_143, airings: 6 }],
  communes: [{ code: '23538', name: 'Xã Ia Tơi', ...amount, pace: [pace] }],
  ...{ communesAll: 1, communesHeard: 1, communesBehind: 1, notShown: 0, asOf: 1_772_770_000_000 },
};
const exampleProposals: ProposalsView = {
  ...{ areaCode: '23538', areaName: 'Xã Ia Tơi', phaseId: phase.id, until: '2026-03-13' },
  behind: pace.behind,
  missing: { ms: 1_500_000, airings: 0 },
  left: { ms: 0, airings: 0 },
  bookings: [
    {
      ...{
        bulletinId: '01j…',
        title: 'Nghị quyết và đời sống',
        topicCode: '3.1',
        contentId: '01kb3w0zq0content00000000',
      },
      ...{ slotId: '01k…', slotName: 'Buổi chiều', localDate: '2026-03-07', startAt: 1_772_877_600_000 },
      ...{ durationMs: 1_500_000 },
      text: {
        vi: '“Nghị quyết và đời sống”, 17:00 ngày 07/03/2026, Buổi chiều',
        en: '“Nghị quyết và đời sống”, 17:00 on 07/03/2026, Buổi chiều',
      },
    },
  ],
  text: {
    vi: 'Xã Ia Tơi chậm 25 phút; 1 lượt xếp lịch sau đây vừa chỗ',
    en: 'Xã Ia Tơi is behind by 25 minutes; this booking would fit',
  },
};
const exampleQueued = {
  ...{ id: '01k…', bulletinId: '01j…', areaCode: '23538', zones: null, title: 'Nghị quyết và đời sống' },
  ...{ priority: 'normal', state: 'active', withdrawnBecause: null, position: null, readings: 1 },
  ...{ approvedAt: 1_764_000_000_000, revision: 1, origin: 'operator', topicCode: '3.1', approval: 'approved' },
  ...{
    languages: ['vi'],
    missingLanguages: [],
    slotIds: ['01k…'],
    dates: { kind: 'on', dates: ['2026-03-07'] },
    repeat: null,
  },
  ...{ onMiss: 'skip', lateByMs: null },
};

export const campaignProgressRoutes = defineRoutes('campaignProgress', {
  progress: route({
    method: 'GET',
    path: '/api/campaigns/:id/progress',
    params: byId,
    query: z.object({
      area: areaCode.optional().describe('Left out: all areas of the user'),
      phase: phaseQuery,
      limit: z.coerce.number().int().min(1).max(500).default(100).describe('Communes to show'),
    }),
    response: campaignProgressSchema,
    summary: 'Show how far a campaign has come, from the ledger: by content, topic, commune and week.',
    description: 'An airing counts when its bulletin names the campaign and was heard within the dates of the phase.',
    errors: ['NOT_FOUND'],
    example: { params, query: { area: '23538' }, response: exampleProgress },
  }),
  proposals: route({
    method: 'GET',
    path: '/api/campaigns/:id/proposals',
    params: byId,
    query: z.object({ area: areaCode.describe('A commune'), phase: phaseQuery }),
    response: proposalsSchema,
    summary: 'Propose bookings of approved bulletins with which a commune catches up; nothing else loses its place.',
    errors: ['NOT_FOUND', 'AREA_LEVEL_WRONG'],
    example: { params, query: { area: '23538' }, response: exampleProposals },
  }),
  accept: route({
    method: 'POST',
    path: '/api/campaigns/:id/bookings',
    params: byId,
    body: z.object({
      area: areaCode.describe('A commune'),
      bookings: z.array(ownBookingSchema).min(1).max(50).describe('As proposed, or changed'),
    }),
    response: z.object({ bookings: z.array(queuedSchema) }),
    summary: 'Queue bulletins of a campaign in a commune, all or none.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'INPUT_INVALID', 'AREA_LEVEL_WRONG'],
    example: {
      params,
      body: {
        area: '23538',
        bookings: [{ bulletinId: '01j…', slotIds: ['01k…'], dates: { kind: 'on', dates: ['2026-03-07'] } }],
      },
      response: { bookings: [exampleQueued] },
    },
  }),
});
