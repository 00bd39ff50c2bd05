import { z } from 'zod';
import { noticeLanguages } from '../../domain/notifications/message';
import { channelNames, deliveryStates, noticeKinds } from '../../domain/notifications/notice-kinds';
import { defineRoutes, route } from './route';

export { noticeKinds };

const instant = z.int().describe('Milliseconds since the epoch');
const id = z.string().min(1).max(64);

export const noticeSchema = z
  .object({
    id,
    at: instant,
    kind: z.enum(noticeKinds),
    bulletinId: z.string().nullable(),
    page: z.string().describe('Where in the pages it leads'),
    text: z.object({ vi: z.string(), en: z.string() }),
    readAt: instant.nullable(),
    deliveries: z
      .array(z.object({ channel: z.enum(channelNames), state: z.enum(deliveryStates), at: instant }))
      .describe('What became of it outside the inbox'),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeSchema>;

const settings = z.object({
  language: z.enum(noticeLanguages).describe('Of mails and of what a phone shows'),
  email: z.email().max(254).nullable(),
  mail: z.boolean(),
  push: z.boolean(),
  inboxOnly: z.array(z.enum(noticeKinds)).max(noticeKinds.length).describe('Kinds that stay in the inbox'),
});
const settingsSchema = settings.refine(({ mail, email }) => !mail || email !== null, {
  path: ['email'],
  message: 'cần địa chỉ thư / a mail address is needed',
});
export const noticeSettingsSchema = settings
  .extend({
    channels: z.array(z.enum(channelNames)).describe('What this station can do'),
    subscriptions: z
      .array(id)
      .describe('One’s browsers that are told: the first 32 hex digits of SHA-256 of the endpoint'),
  })
  .meta({ id: 'NoticeSettings' });
export type NoticeSettingsView = z.infer<typeof noticeSettingsSchema>;

const base64url = z.string().regex(/^[\w-]+={0,2}$/);
const subscriptionSchema = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({ p256dh: base64url.min(86).max(90), auth: base64url.min(22).max(24) }),
});

const example: NoticeView = {
  id: '01kb3w1a2b3c4d5e6f7g8h9j0k',
  at: 1_772_000_060_000,
  kind: 'approval-asked',
  bulletinId: '01kb3w1a2b3c4d5e6f7g8h9j0j',
  page: '/inbox/01kb3w1a2b3c4d5e6f7g8h9j0j/01kb3w1a2b3c4d5e6f7g8h9j0v',
  text: {
    vi: '“Lịch tiêm chủng tháng Ba” đang chờ bạn duyệt.',
    en: '“Lịch tiêm chủng tháng Ba” waits for your approval.',
  },
  readAt: null,
  deliveries: [{ channel: 'push', state: 'sent', at: 1_772_000_061_000 }],
};
const exampleSettings = {
  ...{ language: 'vi' as const, email: 'co.thu@iatoi.example', mail: true, push: true },
  inboxOnly: ['carried-over' as const],
};
const exampleView = {
  ...exampleSettings,
  channels: ['mail' as const, 'push' as const],
  subscriptions: ['0b9c3d5e7f1a2b4c6d8e0f1a2b3c4d5e'],
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
  settings: route({
    method: 'GET',
    path: '/api/me/notice-settings',
    response: noticeSettingsSchema,
    summary: 'In which language and by which ways the signed-in user is told.',
    errors: [],
    example: { response: exampleView },
  }),
  setSettings: route({
    method: 'PUT',
    path: '/api/me/notice-settings',
    body: settingsSchema,
    response: noticeSettingsSchema,
    summary: 'Choose language and ways of being told. The inbox holds everything in any case.',
    errors: [],
    example: { body: exampleSettings, response: exampleView },
  }),
  pushKey: route({
    method: 'GET',
    path: '/api/push/key',
    response: z.object({ publicKey: z.string().describe('VAPID, base64url: a browser’s applicationServerKey') }),
    summary: 'The key with which a browser subscribes to this station’s notices.',
    errors: [],
    example: {
      response: {
        publicKey: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U',
      },
    },
  }),
  subscribe: route({
    method: 'POST',
    path: '/api/me/push-subscriptions',
    body: subscriptionSchema,
    response: z.object({ id }),
    summary: 'Tell this browser too, with the subscription it made. Saving one again changes nothing but its owner.',
    errors: [],
    example: {
      body: {
        endpoint: 'https://push.example/send/f1LsxkKphfQ',
        keys: {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        },
      },
      response: { id: '0b9c3d5e7f1a2b4c6d8e0f1a2b3c4d5e' },
    },
  }),
  unsubscribe: route({
    method: 'DELETE',
    path: '/api/me/push-subscriptions/:id',
    params: z.object({ id }),
    summary: 'Tell this browser no more.',
    errors: ['NOT_FOUND'],
    example: { params: { id: '0b9c3d5e7f1a2b4c6d8e0f1a2b3c4d5e' } },
  }),
});
