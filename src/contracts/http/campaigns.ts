import { z } from 'zod';
import { isLocalDate } from '../../domain/time/local-date';
import { targetPeriods } from '../../domain/campaigns/target';
import { defineRoutes, route } from './route';

const localDate = z
  .string()
  .refine(isLocalDate, 'cần ngày dạng NĂM-THÁNG-NGÀY / must be a date, YYYY-MM-DD')
  .meta({ description: 'Local date, YYYY-MM-DD', example: '2026-03-01' });

const code = z.string().min(1).max(40);

export const newTargetSchema = z
  .object({
    id: z.string().max(40).optional().describe('Of a target that stays'),
    topicCode: z.string().min(1).max(20).nullable().default(null).describe('null: every topic of the campaign'),
    areaCode: code.nullable().default(null).describe('For each commune of this area; null: for each of the campaign'),
    per: z.enum(targetPeriods).describe('Over the whole phase, or each week of it'),
    minutes: z.int().min(1).max(100_000).nullable().default(null),
    airings: z.int().min(1).max(100_000).nullable().default(null),
  })
  .refine(({ minutes, airings }) => minutes !== null || airings !== null, {
    message: 'cần số phút hoặc số lượt phát / needs minutes or airings',
  })
  .meta({ id: 'NewCampaignTarget' });

const kept = z.string().max(40).optional();

export const newCampaignSchema = z
  .object({
    title: z.string().min(1).max(300),
    areaCodes: z.array(code).min(1).max(200).describe('For these areas and all below them'),
    phases: z
      .array(
        z.object({
          id: kept.describe('Of a phase that stays'),
          title: z.string().max(300).default(''),
          fromDate: localDate,
          toDate: localDate.describe('Included'),
          contents: z
            .array(
              z.object({
                id: kept.describe('Of a content that stays'),
                text: z.string().min(1).max(1000),
                topicCodes: z.array(z.string().max(20)).max(20).default([]),
              }),
            )
            .min(1)
            .max(200),
          targets: z.array(newTargetSchema).max(200).default([]).describe('What the phase aims at in each commune'),
        }),
      )
      .min(1)
      .max(20)
      .describe('Stretches of dates that do not overlap'),
  })
  .meta({ id: 'NewCampaign' });

export const campaignTargetSchema = z
  .object({
    id: z.string(),
    topicCode: z.string().nullable(),
    areaCode: z.string().nullable(),
    per: z.enum(targetPeriods),
    minutes: z.int().nullable(),
    airings: z.int().nullable(),
  })
  .meta({ id: 'CampaignTarget' });

export const campaignSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    areaCodes: z.array(z.string()),
    phases: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        fromDate: z.string(),
        toDate: z.string(),
        contents: z.array(z.object({ id: z.string(), text: z.string(), topicCodes: z.array(z.string()) })),
        targets: z.array(campaignTargetSchema),
      }),
    ),
    revision: z.int().describe('Send it back with the next change'),
    createdAt: z.int().describe('Milliseconds since the epoch'),
  })
  .meta({ id: 'Campaign' });

export type NewCampaign = z.input<typeof newCampaignSchema>;
export type CampaignChange = NewCampaign & { revision: number };
export type CampaignView = z.infer<typeof campaignSchema>;

const phases = [
  {
    title: 'Giai đoạn 1',
    fromDate: '2026-01-15',
    toDate: '2026-12-31',
    contents: [{ text: 'Nội dung cơ bản của Nghị quyết', topicCodes: ['3.1'] }],
    targets: [{ topicCode: '3.1', areaCode: null, per: 'week' as const, minutes: 25, airings: 5 }],
  },
  {
    title: 'Giai đoạn 2',
    fromDate: '2027-01-01',
    toDate: '2030-12-31',
    contents: [{ text: 'Kết quả thực hiện, gương điển hình', topicCodes: ['3.1', '6.1'] }],
    targets: [],
  },
];
const body = { title: 'Tuyên truyền thực hiện Nghị quyết Đại hội Đảng bộ xã', areaCodes: ['23538'], phases };
const response = {
  ...body,
  id: '01kb3w0zq0a1b2c3d4e5f6g7h8',
  phases: phases.map((phase, i) => ({
    ...phase,
    id: `01kb3w0zq0phase000000000${i}`,
    contents: phase.contents.map((content) => ({ ...content, id: `01kb3w0zq0content0000000${i}` })),
    targets: phase.targets.map((target) => ({ ...target, id: `01kb3w0zq0target00000000${i}` })),
  })),
  revision: 1,
  createdAt: 1_767_600_000_000,
};

export const campaignsRoutes = defineRoutes('campaigns', {
  list: route({
    method: 'GET',
    path: '/api/campaigns',
    response: z.object({ campaigns: z.array(campaignSchema) }),
    summary: 'List the campaigns for your areas, and those from above, newest first.',
    errors: [],
    example: { response: { campaigns: [response] } },
  }),
  get: route({
    method: 'GET',
    path: '/api/campaigns/:id',
    params: z.object({ id: z.string().max(40) }),
    response: campaignSchema,
    summary: 'Get a campaign with its phases and their contents.',
    errors: ['NOT_FOUND'],
    example: { params: { id: response.id }, response },
  }),
  create: route({
    method: 'POST',
    path: '/api/campaigns',
    body: newCampaignSchema,
    response: campaignSchema,
    summary: 'Create a campaign: dated phases, each with its list of contents.',
    errors: ['AREA_UNKNOWN', 'TOPIC_UNKNOWN', 'STATE_FORBIDS', 'NOT_FOUND'],
    example: { body, response },
  }),
  update: route({
    method: 'PUT',
    path: '/api/campaigns/:id',
    params: z.object({ id: z.string().max(40) }),
    body: newCampaignSchema.extend({ revision: z.int().describe('The revision that was on the screen') }),
    response: campaignSchema,
    summary: 'Change a campaign as a whole. What keeps its id stays; a content that bulletins name cannot go.',
    errors: ['AREA_UNKNOWN', 'TOPIC_UNKNOWN', 'STATE_FORBIDS', 'NOT_FOUND', 'VERSION_CONFLICT'],
    example: {
      params: { id: response.id },
      body: { ...body, revision: 1 },
      response: { ...response, revision: 2 },
    },
  }),
});
