import { z } from 'zod';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');
const word = z.string().min(1).max(64);

export const auditRowSchema = z
  .object({
    id: z.string(),
    at: instant,
    actor: z.object({ id: z.string().nullable().describe('null: a part of the system'), name: z.string() }),
    action: z.string().describe('What was done, such as bulletin.approved'),
    entity: z.string().describe('The kind of thing it was done to, such as bulletin'),
    entityId: z.string(),
    before: z.unknown().describe('What changed, as it was; null where nothing was'),
    after: z.unknown().describe('What changed, as it is since; null where nothing is left'),
  })
  .meta({ id: 'AuditRow', description: 'Who did what to which thing, and when (X5)' });

export type AuditRowView = z.infer<typeof auditRowSchema>;

const exampleRow: AuditRowView = {
  id: '01kb3w1a2b3c4d5e6f7g8h9j0k',
  at: 1_767_600_000_000,
  actor: { id: '01kb3w0zq0a1b2c3d4e5f6g7h8', name: 'y.nhung' },
  action: 'booking.moved',
  entity: 'booking',
  entityId: '01kb3w1a2c0000000000000000',
  before: { position: null },
  after: { position: 1 },
};

export const auditRoutes = defineRoutes('audit', {
  list: route({
    method: 'GET',
    path: '/api/audit',
    query: z.object({
      area: z.string().min(1).max(40).optional().describe('Only things of this area and those below it'),
      actor: word.optional().describe('User name of who did it'),
      action: word.optional(),
      entity: word.optional(),
      entityId: word.optional(),
      from: z.coerce.number().int().optional().describe('From this instant on, milliseconds since the epoch'),
      to: z.coerce.number().int().optional().describe('Before this instant, milliseconds since the epoch'),
      before: word.optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ rows: z.array(auditRowSchema), next: z.string().nullable() }),
    summary: 'Who did what, newest first, to the things of the areas one reviews or administers.',
    description:
      'A row is shown where its thing is now: a user where a grant is, a campaign in each of its areas. Rows about what belongs to no area (lists of areas and topics) or about things that are nowhere any more are for those who see the whole nation.',
    errors: ['NOT_FOUND'],
    example: {
      query: { area: '23538', entity: 'booking', from: 1_767_571_200_000 },
      response: { rows: [exampleRow], next: null },
    },
  }),
});
