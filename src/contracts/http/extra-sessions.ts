import { z } from 'zod';
import { defineRoutes, route } from './route';
import { localDateSchema, startLocalSchema } from './slot-rule';

const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id: z.string().min(1).max(64) });

export const wantedStartSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('at'), date: localDateSchema, startLocal: startLocalSchema }),
]);

const input = z.strictObject({
  bulletinIds: z.array(z.string().min(1).max(64)).min(1).max(20),
  wanted: wantedStartSchema,
  lengthMinutes: z.int().min(1).max(120),
  reason: z.string().trim().min(3).max(300),
});

export const extraSessionSchema = z.object({
  id: z.string(),
  areaCode: z.string(),
  bulletinIds: z.array(z.string()),
  wanted: wantedStartSchema,
  lengthMinutes: z.int(),
  reason: z.string(),
  state: z.enum(['requested', 'approved', 'refused']),
  slotId: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.int(),
  decidedBy: z.string().nullable(),
  decidedAt: z.int().nullable(),
  revision: z.int(),
});

const body = {
  bulletinIds: ['01j…'],
  wanted: { kind: 'now' },
  lengthMinutes: 10,
  reason: 'Cắt nước đột xuất',
} as const;
const example = {
  ...body,
  bulletinIds: ['01j…'],
  id: '01k…',
  areaCode: '23538',
  state: 'requested' as const,
  slotId: null,
  requestedBy: 'hoa',
  requestedAt: 1764000000000,
  decidedBy: null,
  decidedAt: null,
  revision: 1,
};

export const extraSessionsRoutes = defineRoutes('extraSessions', {
  request: route({
    method: 'POST',
    path: '/api/areas/:code/extra-sessions',
    params: area,
    body: input,
    response: extraSessionSchema,
    summary: 'Ask for an extra session of priority items, now or at a set time (S13).',
    errors: ['AREA_UNKNOWN', 'EXTRA_SESSION_UNFIT', 'SLOT_AGAINST_POLICY', 'SLOT_OVERLAPS', 'STATE_FORBIDS'],
    example: { params: { code: '23538' }, body: { ...body, bulletinIds: ['01j…'] }, response: example },
  }),
  list: route({
    method: 'GET',
    path: '/api/areas/:code/extra-sessions',
    params: area,
    response: z.object({ extraSessions: z.array(extraSessionSchema) }),
    summary: 'List the extra sessions of an area, newest first.',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { extraSessions: [example] } },
  }),
  decide: route({
    method: 'POST',
    path: '/api/extra-sessions/:id/decision',
    params: byId,
    body: z.object({ approve: z.boolean(), revision: z.int() }),
    response: extraSessionSchema,
    summary: 'Approve or refuse an extra session; whoever asked for it may not approve it.',
    errors: [
      'NOT_FOUND',
      'NOT_ALLOWED',
      'VERSION_CONFLICT',
      'STATE_FORBIDS',
      'EXTRA_SESSION_UNFIT',
      'SLOT_AGAINST_POLICY',
      'SLOT_OVERLAPS',
    ],
    example: {
      params: { id: '01k…' },
      body: { approve: true, revision: 1 },
      response: {
        ...example,
        state: 'approved',
        slotId: '01k…',
        decidedBy: 'lan',
        decidedAt: 1764000060000,
        revision: 2,
      },
    },
  }),
});
