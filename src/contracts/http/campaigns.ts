import { z } from 'zod';
import { isLocalDate } from '../../domain/time/local-date';
import { defineRoutes, route } from './route';

const localDate = z
  .string()
  .refine(isLocalDate, 'cần ngày dạng NĂM-THÁNG-NGÀY / must be a date, YYYY-MM-DD')
  .meta({ description: 'Local date, YYYY-MM-DD', example: '2026-03-01' });

export const newCampaignSchema = z
  .object({
    title: z.string().min(1).max(300),
    areaCodes: z.array(z.string().min(1).max(40)).min(1).max(200).describe('For these areas and all below them'),
    phases: z
      .array(
        z.object({
          title: z.string().max(300).default(''),
          fromDate: localDate,
          toDate: localDate.describe('Included'),
          contents: z
            .array(
              z.object({
                text: z.string().min(1).max(1000),
                topicCodes: z.array(z.string().max(20)).max(20).default([]),
              }),
            )
            .min(1)
            .max(200),
        }),
      )
      .min(1)
      .max(20)
      .describe('Stretches of dates that do not overlap'),
  })
  .meta({ id: 'NewCampaign' });

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
      }),
    ),
    createdAt: z.int().describe('Milliseconds since the epoch'),
  })
  .meta({ id: 'Campaign' });

export type NewCampaign = z.input<typeof newCampaignSchema>;
export type CampaignView = z.infer<typeof campaignSchema>;

const phases = [
  {
    title: 'Giai đoạn 1',
    fromDate: '2026-01-15',
    toDate: '2026-12-31',
    contents: [{ text: 'Nội dung cơ bản của Nghị quyết', topicCodes: ['3.1'] }],
  },
  {
    title: 'Giai đoạn 2',
    fromDate: '2027-01-01',
    toDate: '2030-12-31',
    contents: [{ text: 'Kết quả thực hiện, gương điển hình', topicCodes: ['3.1', '6.1'] }],
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
  })),
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
});
