import { z } from 'zod';
import { noticeKinds } from '../../domain/notifications/notice';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);

export const noticeSchema = z
  .object({
    id,
    at: instant,
    kind: z.enum(noticeKinds),
    bulletinId: z.string().nullable(),
    text: z.object({ vi: z.string(), en: z.string() }),
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeSchema>;

const example: NoticeView = {
  id: '01kb3w1a2b3c4d5e6f7g8h9j0k',
  at: 1_772_000_060_000,
  kind: 'approval-asked',
  bulletinId: '01kb3w1a2b3c4d5e6f7g8h9j0j',
  text: {
    vi: '“Lịch tiêm chủng tháng Ba” đang chờ bạn duyệt.',
    en: '“Lịch tiêm chủng tháng Ba” waits for your approval.',
  },
  readAt: null,
};

export const notificationsRoutes = defineRoutes('notifications', {
  list: route({
    method: 'GET',
    path: '/api/me/notices',
    query: z.object({
      before: id.optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: z.object({ notices: z.array(noticeSchema), next: z.string().nullable(), unread: z.int() }),
    summary: 'What the signed-in user was told, newest first, and how much of it is unread.',
    errors: [],
    example: { query: { limit: 30 }, response: { notices: [example], next: null, unread: 1 } },
  }),
  markRead: route({
    method: 'POST',
    path: '/api/me/notices/read',
    body: z.object({ upTo: id.describe('This notice and all older ones') }),
    response: z.object({ unread: z.int() }),
    status: 200,
    summary: 'Mark one’s notices as read, up to one of them.',
    errors: [],
    example: { body: { upTo: example.id }, response: { unread: 0 } },
  }),
});
