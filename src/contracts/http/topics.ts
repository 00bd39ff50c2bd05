import { z } from 'zod';
import { importErrorSchema } from './areas';
import { defineRoutes, route } from './route';

const code = z.string().min(1).max(20);
const topicName = z.string().min(1).max(200);

export const topicSchema = z
  .object({
    code: z.string(),
    parentCode: z.string().nullable().describe('Null for an official topic'),
    nameVi: z.string(),
    nameEn: z.string(),
    origin: z.enum(['list', 'local']).describe('From an imported list, or made here'),
    retiredAt: z.int().nullable().describe('Milliseconds since the epoch; not offered for new bulletins since then'),
  })
  .meta({ id: 'Topic' });

/** An official topic with its local ones. */
export const topicBranchSchema = topicSchema.extend({ topics: z.array(topicSchema) }).meta({ id: 'TopicBranch' });

export const topicImportReportSchema = z
  .object({
    dryRun: z.boolean(),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    errors: z.array(importErrorSchema),
    absent: z.array(z.string()).describe('Codes of earlier lists that this one lacks; they are kept'),
  })
  .meta({ id: 'TopicImportReport' });

export type TopicView = z.infer<typeof topicSchema>;
export type TopicBranchView = z.infer<typeof topicBranchSchema>;
export type TopicImportReport = z.infer<typeof topicImportReportSchema>;

const local = {
  code: '5.6',
  parentCode: '5',
  nameVi: 'Làng nghề',
  nameEn: 'Craft villages',
  origin: 'local',
  retiredAt: null,
};
const official = {
  code: '5',
  parentCode: null,
  nameVi: 'Thông tin về kiến thức khoa học, kỹ thuật, kinh tế, văn hóa, xã hội',
  nameEn: 'Science, technology, economy, culture and society',
  origin: 'list',
  retiredAt: null,
};

export const topicsRoutes = defineRoutes('topics', {
  list: route({
    method: 'GET',
    path: '/api/topics',
    query: z.object({ retired: z.stringbool().default(false).describe('Retired topics too') }),
    response: z.object({ topics: z.array(topicBranchSchema) }),
    summary: 'List the official topics with the local ones under them.',
    errors: [],
    example: { query: { retired: 'false' }, response: { topics: [{ ...official, topics: [local] }] } },
  }),
  create: route({
    method: 'POST',
    path: '/api/topics',
    body: z.object({
      parentCode: code.describe('An official topic'),
      nameVi: topicName,
      nameEn: topicName,
      code: code.optional().describe('The parent’s code, a dot and a number; else the next number'),
    }),
    response: topicSchema,
    summary: 'Make a local topic under an official one.',
    errors: ['TOPIC_UNKNOWN', 'TOPIC_EXISTS', 'STATE_FORBIDS'],
    example: { body: { parentCode: '5', nameVi: 'Làng nghề', nameEn: 'Craft villages' }, response: local },
  }),
  rename: route({
    method: 'PATCH',
    path: '/api/topics/:code',
    params: z.object({ code }),
    body: z.object({ nameVi: topicName.optional(), nameEn: topicName.optional() }),
    response: topicSchema,
    summary: 'Rename a local topic.',
    errors: ['TOPIC_UNKNOWN', 'STATE_FORBIDS'],
    example: { params: { code: '5.6' }, body: { nameVi: 'Làng nghề' }, response: local },
  }),
  retire: route({
    method: 'POST',
    path: '/api/topics/:code/retire',
    params: z.object({ code }),
    response: topicSchema,
    status: 200,
    summary: 'Take a local topic out of use; what was aired under it stays as it was.',
    errors: ['TOPIC_UNKNOWN', 'STATE_FORBIDS'],
    example: { params: { code: '5.6' }, response: { ...local, retiredAt: 1_767_600_000_000 } },
  }),
  import: route({
    method: 'POST',
    path: '/api/topic-imports',
    query: z.object({ dryRun: z.stringbool().default(false) }),
    upload: { field: 'file', description: 'The list as CSV, UTF-8, with a header row' },
    response: topicImportReportSchema,
    status: 200,
    summary: 'Import a list of topics, all or nothing.',
    errors: ['IMPORT_REJECTED', 'UPLOAD_TOO_LARGE'],
    example: {
      query: { dryRun: 'true' },
      response: { dryRun: true, rows: 23, created: 23, updated: 0, unchanged: 0, errors: [], absent: [] },
    },
  }),
});
