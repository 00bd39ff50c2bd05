import { z } from 'zod';
import { priorities } from '../../domain/bulletins/request';
import { versionStates } from '../../domain/bulletins/version-states';
import { profileIds } from '../../domain/loudness/profile';
import { languageSchema } from './language';
import { audioField, exampleMedia, mediaSchema } from './media';
import { defineRoutes, queryList, route } from './route';
import { localDateSchema } from './slot-rule';

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);
const areaCode = z.string().min(1).max(40);
const line = z.string().trim().min(1).max(200);
const paragraph = z.string().trim().min(1).max(2_000);
const reason = z.string().trim().min(3).max(1_000);

export const requestedDaysSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('dates'), dates: z.array(localDateSchema).min(1).max(366) }),
    z.object({
      kind: z.literal('until'),
      from: localDateSchema.nullable().describe('null: from the approval on'),
      until: localDateSchema.describe('The last day, included'),
    }),
  ])
  .meta({ id: 'RequestedDays' });

export const airingRequestSchema = z
  .object({
    days: requestedDaysSchema,
    preferredSlotIds: z.array(id).max(100).describe('Empty: any slot'),
    readings: z.union([z.literal(1), z.literal(2), z.literal(3)]).describe('Times to read it in one session'),
  })
  .meta({ id: 'AiringRequest', description: 'When the sender asks to be heard' });

export const versionSchema = z
  .object({
    id: z.string(),
    language: z.string(),
    revision: z.int(),
    state: z.enum(versionStates),
    soft: z.boolean().describe('The recording misses the promised loudness; its media says why'),
    stateAt: instant,
    reason: z.string().nullable().describe('Why it was refused, returned, voided or recalled'),
    awaitsChange: z.boolean().describe('Returned and not changed since: cannot be submitted yet'),
    supersededBy: z.string().nullable(),
    submittedAt: instant.nullable(),
    submittedBy: z.string().nullable(),
    approvedAt: instant.nullable(),
    approvedBy: z.string().nullable(),
    standingApprovalId: z.string().nullable().describe('The approval in advance that approved it, if one did'),
    media: mediaSchema.nullable(),
  })
  .meta({ id: 'BulletinVersion' });

export const bulletinSchema = z
  .object({
    id: z.string(),
    areaCode: z.string().describe('Area of origin'),
    title: z.string(),
    summary: z.string().nullable(),
    textTwin: z.string().nullable().describe('The words that are read'),
    topicCode: z.string(),
    priority: z.enum(priorities),
    source: z.string().nullable(),
    author: z.string().nullable(),
    validFrom: instant.nullable(),
    validUntil: instant.nullable(),
    areaCodes: z.array(z.string()).describe('Where it is to be heard'),
    request: airingRequestSchema.nullable(),
    campaignId: z.string().nullable(),
    contentId: z.string().nullable(),
    editNumber: z.int().describe('Send it back with the next change'),
    createdAt: instant,
    createdBy: z.string().nullable(),
    updatedAt: instant,
    updatedBy: z.string().nullable(),
    versions: z.array(versionSchema),
    languages: z
      .array(
        z.object({
          language: z.string(),
          communes: z.int().describe('That state it'),
          state: z.enum(['approved', 'in-work', 'missing']),
        }),
      )
      .describe(
        'Those stated where it is to be heard, and how far its versions have come; empty where nobody has said',
      ),
  })
  .meta({ id: 'Bulletin' });

export type BulletinView = z.infer<typeof bulletinSchema>;
export type VersionView = z.infer<typeof versionSchema>;

/** What may be changed later, too; null empties a field. */
const fields = {
  summary: paragraph.nullish(),
  textTwin: z.string().trim().min(1).max(100_000).nullish(),
  source: line.nullish(),
  author: line.nullish(),
  validFrom: instant.nullish(),
  validUntil: instant.nullish(),
  request: airingRequestSchema.nullish(),
  campaignId: id.nullish(),
  contentId: id.nullish(),
};

export const newBulletinSchema = z.object({
  areaCode: areaCode.describe('Area of origin'),
  title: line,
  topicCode: z.string().min(1).max(40),
  priority: z.enum(priorities).default('normal'),
  areaCodes: z.array(areaCode).min(1).max(4_000).optional().describe('Left out: the area of origin'),
  ...fields,
  language: languageSchema.default('vi'),
  profile: z.enum(profileIds).default('speech').describe('For the recording sent along'),
  mediaId: id.optional().describe('A recording sent before, instead of one sent along'),
  sendKey: z
    .string()
    .regex(/^[\w-]{16,64}$/)
    .optional()
    .describe(
      'A random key of the sender’s: sent again with it, nothing new is made, and the answer is the bulletin as it is now',
    ),
});

const editNumber = z.int().nonnegative().describe('The editNumber that was on the screen');

export const bulletinChangeSchema = z.object({
  editNumber,
  title: line.optional(),
  topicCode: z.string().min(1).max(40).optional(),
  priority: z.enum(priorities).optional(),
  areaCodes: z.array(areaCode).min(1).max(4_000).optional(),
  ...fields,
});

export type NewBulletinBody = z.output<typeof newBulletinSchema>;
export type BulletinChangeBody = z.output<typeof bulletinChangeSchema>;

const byId = z.object({ id });
const byVersion = z.object({ id, versionId: id });
const exampleId = '01kb3w1a2b3c4d5e6f7g8h9j0k';
const exampleVersionId = '01kb3w1a2c0000000000000000';
const exampleRequest = {
  days: { kind: 'until' as const, from: null, until: '2026-03-08' },
  preferredSlotIds: [],
  readings: 2 as const,
};

export const exampleBulletin: BulletinView = {
  id: exampleId,
  areaCode: '23538',
  title: 'Lịch tiêm chủng tháng Ba',
  summary: 'Tiêm sởi và viêm não cho trẻ dưới năm tuổi tại trạm y tế xã.',
  textTwin: null,
  topicCode: '1',
  priority: 'normal',
  source: 'Trạm Y tế xã Ia Tơi',
  author: 'Y Nhung',
  validFrom: null,
  validUntil: 1_773_000_000_000,
  areaCodes: ['23538'],
  request: exampleRequest,
  campaignId: null,
  contentId: null,
  editNumber: 1,
  createdAt: 1_772_000_000_000,
  createdBy: '01kb3w0zq0a1b2c3d4e5f6g7h8',
  updatedAt: 1_772_000_000_000,
  updatedBy: '01kb3w0zq0a1b2c3d4e5f6g7h8',
  versions: [
    {
      id: exampleVersionId,
      language: 'vi',
      revision: 1,
      state: 'ready',
      soft: false,
      stateAt: 1_772_000_004_200,
      reason: null,
      awaitsChange: false,
      supersededBy: null,
      submittedAt: null,
      submittedBy: null,
      approvedAt: null,
      approvedBy: null,
      standingApprovalId: null,
      media: exampleMedia,
    },
  ],
  languages: [
    { language: 'vi', communes: 1, state: 'in-work' },
    { language: 'jra', communes: 1, state: 'missing' },
  ],
};
const withState = (state: VersionView['state'], more: Partial<VersionView> = {}): BulletinView => ({
  ...exampleBulletin,
  editNumber: 2,
  versions: exampleBulletin.versions.map((version) => ({ ...version, state, ...more })),
});
const changing = { params: { id: exampleId, versionId: exampleVersionId }, body: { editNumber: 1 } };
const changeErrors = ['NOT_FOUND', 'VERSION_CONFLICT', 'STATE_FORBIDS'] as const;
const contentErrors = ['TOPIC_UNKNOWN', 'AREA_UNKNOWN', 'AREAS_OUTSIDE_ORIGIN'] as const;
const uploadErrors = ['UPLOAD_TOO_LARGE', 'DISK_FULL'] as const;

export const bulletinsRoutes = defineRoutes('bulletins', {
  create: route({
    method: 'POST',
    path: '/api/bulletins',
    body: newBulletinSchema,
    upload: audioField,
    response: bulletinSchema,
    summary: 'Write a bulletin, with its recording or without one yet.',
    description:
      'As a form with the file in `audio`, or as JSON without a file. In a form, lists and objects (`areaCodes`, `request`) travel as JSON text.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', ...contentErrors, ...uploadErrors],
    example: {
      body: { areaCode: '23538', title: exampleBulletin.title, topicCode: '1', request: exampleRequest },
      response: exampleBulletin,
    },
  }),
  list: route({
    method: 'GET',
    path: '/api/bulletins',
    query: z.object({
      areaCode: areaCode.optional().describe('Only of this area and those below it, or planned into them from above'),
      state: queryList(z.enum(versionStates)).optional().describe('Only with a current version in one of these states'),
      topicCode: z.string().min(1).max(40).optional(),
      priority: z.enum(priorities).optional(),
      language: languageSchema.optional().describe('Only with a current version in this language'),
      search: z
        .string()
        .max(200)
        .optional()
        .describe('Words of title, summary, text, source or author; marks may be left out'),
      before: id.optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: z.object({ bulletins: z.array(bulletinSchema), next: z.string().nullable() }),
    summary: 'The bulletins of the areas one works in and those planned into them from above, newest first.',
    errors: ['NOT_FOUND'],
    example: {
      query: { search: 'tiem chung', state: 'submitted' },
      response: { bulletins: [exampleBulletin], next: null },
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/bulletins/:id',
    params: byId,
    response: bulletinSchema,
    summary: 'One bulletin with its versions.',
    errors: ['NOT_FOUND'],
    example: { params: { id: exampleId }, response: exampleBulletin },
  }),
  update: route({
    method: 'PATCH',
    path: '/api/bulletins/:id',
    params: byId,
    body: bulletinChangeSchema,
    response: bulletinSchema,
    summary: 'Change a bulletin. A change of what was approved voids the approval.',
    description:
      'Approval covers title, topic, priority, source, author, areas, validity and request, beside the recording and its language; changing any of these takes the bulletin off every session that has not started.',
    errors: [...changeErrors, ...contentErrors],
    example: {
      params: { id: exampleId },
      body: { editNumber: 1, title: 'Lịch tiêm chủng tháng Ba (đợt hai)' },
      response: withState('void', { reason: 'content-changed' }),
    },
  }),
  addVersion: route({
    method: 'POST',
    path: '/api/bulletins/:id/versions',
    params: byId,
    body: z.object({
      editNumber,
      language: languageSchema.default('vi'),
      profile: z.enum(profileIds).default('speech'),
      mediaId: id.optional().describe('A recording sent before, instead of one sent along'),
    }),
    upload: audioField,
    response: bulletinSchema,
    summary: 'Give a bulletin its recording, a newer one, or one in another language.',
    description:
      'A newer recording takes the place of the one before it in its language; an approval of that one is voided.',
    errors: [...changeErrors, 'UPLOAD_MISSING', ...uploadErrors],
    example: { params: { id: exampleId }, body: { editNumber: 1 }, response: withState('processing', { media: null }) },
  }),
  submit: route({
    method: 'POST',
    path: '/api/bulletins/:id/versions/:versionId/submit',
    params: byVersion,
    body: z.object({ editNumber }),
    response: bulletinSchema,
    status: 200,
    summary: 'Send a version to be approved.',
    errors: [...changeErrors, 'REQUEST_MISSING', 'CHANGE_NEEDED'],
    example: { ...changing, response: withState('submitted', { submittedAt: 1_772_000_060_000 }) },
  }),
  approve: route({
    method: 'POST',
    path: '/api/bulletins/:id/versions/:versionId/approve',
    params: byVersion,
    body: z.object({ editNumber }),
    response: bulletinSchema,
    status: 200,
    summary: 'Approve content and request as seen and heard; it is queued at once.',
    errors: [...changeErrors, 'AUTHOR_MAY_NOT_APPROVE'],
    example: { ...changing, response: withState('approved', { approvedAt: 1_772_000_120_000 }) },
  }),
  return: route({
    method: 'POST',
    path: '/api/bulletins/:id/versions/:versionId/return',
    params: byVersion,
    body: z.object({ editNumber, reason }),
    response: bulletinSchema,
    status: 200,
    summary: 'Give a version back to its author, with the reason.',
    errors: changeErrors,
    example: {
      params: changing.params,
      body: { editNumber: 1, reason: 'Thiếu giờ tiêm buổi chiều' },
      response: withState('returned', { reason: 'Thiếu giờ tiêm buổi chiều', awaitsChange: true }),
    },
  }),
  recall: route({
    method: 'POST',
    path: '/api/bulletins/:id/recall',
    params: byId,
    body: z.object({ reason }),
    response: bulletinSchema,
    status: 200,
    summary: 'Take every approved version of a bulletin off the air, for good.',
    description: 'Needs no editNumber: recalling must never wait for a reload.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      params: { id: exampleId },
      body: { reason: 'Lịch đã đổi, sẽ có thông báo mới' },
      response: withState('recalled', { reason: 'Lịch đã đổi, sẽ có thông báo mới' }),
    },
  }),
});
