import { z } from 'zod';
import { defineRoutes, route } from './route';

const instant = z.int().nonnegative().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);
const code = z.string().min(1).max(40);
const reason = z.string().trim().min(3).max(1_000);
const dates = { fromAt: instant, untilAt: instant.describe('The end; not included'), reason };

const delegationSchema = z
  .object({ id, fromUserId: id, toUserId: id, fromAt: instant, untilAt: instant, reason: z.string() })
  .meta({ id: 'ApprovalDelegation' });

const standing = {
  kind: z.enum(['relay', 'programme']),
  key: z.string().trim().min(1).max(200).describe('Of a relay the source, of a programme the title, letter by letter'),
  topicCode: z.string().min(1).max(40),
};
const standingSchema = z
  .object({ id, ...standing, fromAt: instant, untilAt: instant, reason: z.string(), grantedBy: id })
  .meta({ id: 'StandingApproval' });

export const approversSchema = z
  .object({
    areaCode: code,
    userIds: z.array(id).describe('Approver, then deputies, in the order in which they are asked'),
    authorMayApprove: z.boolean(),
    revision: z.int().describe('Send it back with the next change'),
    delegations: z.array(delegationSchema),
    standing: z.array(standingSchema),
    people: z
      .array(z.object({ id, name: z.string(), mayBeLent: z.boolean().describe('Holds a role here or above') }))
      .describe('Everybody named above, and those to whom a power may be lent'),
  })
  .meta({ id: 'Approvers' });
export type ApproversView = z.infer<typeof approversSchema>;

const exampleStanding = { kind: 'relay' as const, key: 'Đài Tiếng nói Việt Nam', topicCode: '1' };
const exampleDates = { fromAt: 1_772_000_000_000, untilAt: 1_803_500_000_000, reason: 'Tiếp sóng hằng ngày' };
const leader = '01kb3w0zq0a1b2c3d4e5f6g7h8';
const deputy = '01kb3w0zq0a1b2c3d4e5f6g7h9';
const example: ApproversView = {
  areaCode: '23538',
  userIds: [leader, deputy],
  authorMayApprove: false,
  revision: 1,
  delegations: [{ id: 'd1', fromUserId: leader, toUserId: deputy, ...exampleDates, reason: 'Đi công tác' }],
  standing: [{ id: 's1', ...exampleStanding, ...exampleDates, grantedBy: leader }],
  people: [
    { id: leader, name: 'Nguyễn Thị Lan', mayBeLent: true },
    { id: deputy, name: 'A Minh', mayBeLent: true },
  ],
};
const inArea = z.object({ code });
const params = { code: '23538' };

export const approvalsRoutes = defineRoutes('approvals', {
  get: route({
    method: 'GET',
    path: '/api/areas/:code/approvers',
    params: inArea,
    response: approversSchema,
    summary: 'Who approves in an area and in which order, whose power is lent, and what is approved in advance.',
    errors: ['NOT_FOUND'],
    example: { params, response: example },
  }),
  setOrder: route({
    method: 'PUT',
    path: '/api/areas/:code/approvers',
    params: inArea,
    body: z.object({ userIds: z.array(id).max(20), authorMayApprove: z.boolean(), revision: z.int().nonnegative() }),
    response: approversSchema,
    summary: 'Set the order in which approvers are asked, and whether an author may approve.',
    errors: ['NOT_FOUND', 'VERSION_CONFLICT'],
    example: { params, body: { userIds: [leader, deputy], authorMayApprove: false, revision: 0 }, response: example },
  }),
  delegate: route({
    method: 'POST',
    path: '/api/areas/:code/delegations',
    params: inArea,
    body: z.object({ toUserId: id, ...dates }),
    response: approversSchema,
    summary: 'Lend one’s own power to approve to somebody for a time.',
    errors: ['NOT_FOUND'],
    example: { params, body: { toUserId: deputy, ...exampleDates, reason: 'Đi công tác' }, response: example },
  }),
  endDelegation: route({
    method: 'DELETE',
    path: '/api/areas/:code/delegations/:id',
    params: inArea.extend({ id }),
    response: approversSchema,
    summary: 'Take back, before its end, what one lent.',
    errors: ['NOT_FOUND'],
    example: { params: { ...params, id: 'd1' }, response: example },
  }),
  grantStanding: route({
    method: 'POST',
    path: '/api/areas/:code/standing-approvals',
    params: inArea,
    body: z.object({ ...standing, ...dates }),
    response: approversSchema,
    summary: 'Approve in advance, until an end, the relays of one source or one repeating programme of one topic.',
    errors: ['NOT_FOUND'],
    example: { params, body: { ...exampleStanding, ...exampleDates }, response: example },
  }),
  endStanding: route({
    method: 'DELETE',
    path: '/api/areas/:code/standing-approvals/:id',
    params: inArea.extend({ id }),
    response: approversSchema,
    summary: 'End an approval in advance.',
    errors: ['NOT_FOUND'],
    example: { params: { ...params, id: 's1' }, response: example },
  }),
});
