import { z } from 'zod';
import { deviceMessageSchema, stationMessageSchema } from '../device/link';
import { idSchema, sha256Schema } from '../device/manifest';
import { defineRoutes, route } from './route';

const deviceId = '01kb3w0zq0d1e2v3i4c5e6a7b8';
const pem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA…\n-----END PUBLIC KEY-----\n';
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const stationKey = z.object({ keyId: z.string(), publicPem: z.string() });

/** Rows are judged one by one where they are taken in, so that a spoilt one cannot keep back the others (L3). */
const anyRowsSchema = z.object({ kind: z.literal('rows'), rows: z.array(z.unknown()).max(1000) });

const bearer = 'Needs `Authorization: Bearer <token of the session>`.';
const device = ['DEVICE_SESSION_INVALID', 'DEVICE_HELD'] as const;

/** What a stand-alone player calls. Access is the device's own key, not a person's session. */
export const deviceLinkRoutes = defineRoutes('deviceLink', {
  join: route({
    method: 'POST',
    path: '/api/device/join',
    body: z.object({ code: z.string().min(1).max(40), publicPem: z.string().min(1).max(400) }),
    response: z.object({
      deviceId: idSchema,
      name: z.string(),
      timeZone: z.string(),
      stationKeys: z.array(stationKey).min(1),
      recoveryKey: stationKey,
    }),
    status: 200,
    summary: 'Join a box to the device its one-time code was made for, with its own Ed25519 key; what it gets it pins.',
    errors: ['JOIN_CODE_INVALID'],
    example: {
      body: { code: 'ABCD-EFGH-JKMN', publicPem: pem },
      response: {
        deviceId,
        name: 'Cụm loa thôn 1',
        timeZone: 'Asia/Ho_Chi_Minh',
        stationKeys: [{ keyId: '0f1e2d3c4b5a6978', publicPem: pem }],
        recoveryKey: { keyId: '8796a5b4c3d2e1f0', publicPem: pem },
      },
    },
  }),
  challenge: route({
    method: 'POST',
    path: '/api/device/challenge',
    body: z.object({ deviceId: idSchema }),
    response: z.object({ nonce: z.string(), expiresAt: z.int() }),
    status: 200,
    summary: 'Get the nonce that the device signs to open a session.',
    errors: [],
    example: { body: { deviceId }, response: { nonce: 'n0nce', expiresAt: 1_767_600_060_000 } },
  }),
  session: route({
    method: 'POST',
    path: '/api/device/session',
    body: z.object({ deviceId: idSchema, boot: idSchema, nonce: z.string().max(200), signature: z.string().max(200) }),
    response: z.object({ token: z.string(), expiresAt: z.int() }),
    status: 200,
    summary: 'Open a session with one signature; one device has one session, that of its latest boot.',
    description:
      'Signed: `loa-device-session`, device, boot and nonce, one a line. A boot that comes back after a later one means that the key is on two boxes: both are held.',
    errors: [...device],
    example: {
      body: { deviceId, boot: '01kb3w1', nonce: 'n0nce', signature: 'q83v…' },
      response: { token: 'eyJ…', expiresAt: 1_767_603_600_000 },
    },
  }),
  manifest: route({
    method: 'GET',
    path: '/api/device/manifest',
    response: { contentType: 'application/json', description: 'The signed manifest: `payload`, `keyId`, `signature`' },
    summary: 'Fetch the manifest in force; 304 when `If-None-Match` names its version.',
    description: bearer,
    errors: [...device, 'NOT_FOUND'],
    example: {},
  }),
  media: route({
    method: 'GET',
    path: '/api/device/media/:hash',
    params: z.object({ hash: sha256Schema }),
    response: { contentType: 'audio/mp4', description: 'The recording, whole or the range asked for' },
    summary: 'Fetch a recording by its SHA-256, whole or in part.',
    description: bearer,
    errors: [...device, 'NOT_FOUND', 'RANGE_UNSATISFIABLE'],
    example: { params: { hash: sha256 } },
  }),
  messages: route({
    method: 'POST',
    path: '/api/device/messages',
    body: z.object({ messages: z.array(z.union([deviceMessageSchema, anyRowsSchema])).max(50) }),
    response: z.object({ answers: z.array(stationMessageSchema) }),
    status: 200,
    summary: 'Send what the device has to say; the answers to it come back, rows answered one by one.',
    description: bearer,
    errors: [...device],
    example: {
      body: { messages: [{ kind: 'hello', deviceId, boot: '01kb3w1', manifestVersion: null }] },
      response: { answers: [] },
    },
  }),
  events: route({
    method: 'GET',
    path: '/api/device/events',
    response: { contentType: 'text/event-stream', description: 'Orders and the doorbell of manifests' },
    summary: 'Hear orders at once, as server-sent events.',
    description: bearer,
    errors: [...device],
    example: {},
  }),
});
