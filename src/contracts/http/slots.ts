import { z } from 'zod';
import { defineRoutes, route } from './route';
import { exampleSlot, frameInputSchemas, slotInputSchema, slotSchema } from './schedule';
import { slotConflictSchema } from './slot-conflict';
import { localDateSchema, startLocalSchema, slotTermsSchema, slotVariantSchema } from './slot-rule';

const area = z.object({ code: z.string().min(1).max(40) });
const byId = z.object({ id: z.string().min(1).max(64) });

export const savedSlotsSchema = z.object({
  slots: z.array(slotSchema),
  conflicts: z.array(slotConflictSchema),
  saved: z.boolean(),
  changeId: z.string().nullable(),
});

const dayChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('move'),
    startLocal: startLocalSchema.optional(),
    lengthMinutes: slotTermsSchema.shape.lengthMinutes,
  }),
  z.strictObject({ kind: z.literal('skip') }),
  z.strictObject({ kind: z.literal('restore') }),
]);

/** This session, this and following, all, or a season. */
export const ruleChangeSchema = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('this'), date: localDateSchema, day: dayChange }),
  z.strictObject({
    scope: z.literal('following'),
    date: localDateSchema,
    terms: slotTermsSchema.default({}),
    validTo: localDateSchema.nullable().optional(),
  }),
  z.strictObject({
    scope: z.literal('all'),
    terms: slotTermsSchema.default({}),
    validFrom: localDateSchema.optional(),
    validTo: localDateSchema.nullable().optional(),
  }),
  z.strictObject({ scope: z.literal('season'), variant: slotVariantSchema }),
]);

const target = { revision: z.int(), dryRun: z.boolean().default(false) };

export const slotChangeEntrySchema = z.object({
  changeId: z.string(),
  slotId: z.string(),
  slotName: z.string(),
  kind: z.enum(['created', 'changed', 'paused', 'resumed', 'copied', 'retired', 'undone']),
  byName: z.string(),
  at: z.int(),
  undone: z.boolean(),
});

const example = { slots: [exampleSlot], conflicts: [], saved: true, changeId: '01k…' };
const editErrors = [
  'NOT_FOUND',
  'VERSION_CONFLICT',
  'STATE_FORBIDS',
  'SLOT_RULE_INVALID',
  'SLOT_AGAINST_POLICY',
  'SLOT_OVERLAPS',
] as const;

export const slotsRoutes = defineRoutes('slots', {
  check: route({
    method: 'POST',
    path: '/api/areas/:code/slot-checks',
    params: area,
    body: slotInputSchema,
    response: savedSlotsSchema,
    status: 200,
    summary: 'Say what a new slot would run into, and save nothing (S11).',
    errors: ['AREA_UNKNOWN', 'NOT_FOUND', 'STATE_FORBIDS', 'SLOT_RULE_INVALID'],
    example: {
      params: { code: '23538' },
      body: { name: 'Buổi chiều', rule: exampleSlot.rule },
      response: { ...example, saved: false, changeId: null },
    },
  }),
  change: route({
    method: 'PATCH',
    path: '/api/slots/:id',
    params: byId,
    body: z.object({
      ...target,
      name: z.string().trim().min(1).max(200).optional(),
      sharing: z.enum(['exclusive', 'shared']).optional(),
      takes: z.enum(['anything', 'priority']).optional(),
      opening: frameInputSchemas.opening.optional(),
      fixed: frameInputSchemas.fixed.optional(),
      closing: frameInputSchemas.closing.optional(),
      rule: ruleChangeSchema.optional(),
    }),
    response: savedSlotsSchema,
    summary: 'Change a slot: one session, this and following, all, or a season; conflicts are named (S11).',
    errors: [...editErrors],
    example: {
      params: { id: '01k…' },
      body: { revision: 1, rule: { scope: 'following', date: '2026-04-16', terms: { startLocal: '05:00' } } },
      response: example,
    },
  }),
  pause: route({
    method: 'POST',
    path: '/api/slots/:id/pauses',
    params: byId,
    body: z.object({
      ...target,
      from: localDateSchema,
      to: localDateSchema.nullable().default(null),
      note: z.string().trim().min(3).max(500),
    }),
    response: savedSlotsSchema,
    summary: 'Pause a slot with a note.',
    errors: [...editErrors],
    example: {
      params: { id: '01k…' },
      body: { revision: 1, from: '2026-02-01', to: null, note: 'Sửa trạm biến áp' },
      response: example,
    },
  }),
  resume: route({
    method: 'POST',
    path: '/api/slots/:id/resumption',
    params: byId,
    body: z.object({ ...target, date: localDateSchema }),
    response: savedSlotsSchema,
    summary: 'Resume a paused slot from a date on.',
    errors: [...editErrors],
    example: { params: { id: '01k…' }, body: { revision: 2, date: '2026-02-10' }, response: example },
  }),
  copyDays: route({
    method: 'POST',
    path: '/api/areas/:code/slot-copies',
    params: area,
    body: z.object({
      from: localDateSchema,
      to: localDateSchema,
      days: z.union([z.literal(1), z.literal(7)]).default(1),
      slotIds: z.array(z.string()).max(200).optional(),
      dryRun: z.boolean().default(false),
    }),
    response: savedSlotsSchema,
    summary: 'Make the own slots of an area air on a day or in a week what they air on another.',
    errors: ['AREA_UNKNOWN', 'SLOT_RULE_INVALID', 'SLOT_AGAINST_POLICY', 'SLOT_OVERLAPS'],
    example: {
      params: { code: '23538' },
      body: { from: '2026-01-05', to: '2026-01-12', days: 7 },
      response: example,
    },
  }),
  listChanges: route({
    method: 'GET',
    path: '/api/areas/:code/slot-changes',
    params: area,
    response: z.object({ changes: z.array(slotChangeEntrySchema) }),
    summary: 'List the last changes of an area’s slots, newest first.',
    errors: ['AREA_UNKNOWN'],
    example: {
      params: { code: '23538' },
      response: {
        changes: [
          {
            changeId: '01k…',
            slotId: '01k…',
            slotName: 'Buổi chiều',
            kind: 'changed',
            byName: 'hoa',
            at: 1764000000000,
            undone: false,
          },
        ],
      },
    },
  }),
  undo: route({
    method: 'POST',
    path: '/api/areas/:code/slot-changes/:changeId/undo',
    params: z.object({ code: area.shape.code, changeId: byId.shape.id }),
    response: savedSlotsSchema,
    summary: 'Undo the last change of slots.',
    errors: ['AREA_UNKNOWN', ...editErrors],
    example: { params: { code: '23538', changeId: '01k…' }, response: example },
  }),
  conflicts: route({
    method: 'GET',
    path: '/api/areas/:code/slot-conflicts',
    params: area,
    response: z.object({ conflicts: z.array(slotConflictSchema) }),
    summary:
      'List what the own slots of an area run into as things are: limits, and slots from above that win (S7, S12).',
    errors: ['AREA_UNKNOWN'],
    example: { params: { code: '23538' }, response: { conflicts: [] } },
  }),
});
