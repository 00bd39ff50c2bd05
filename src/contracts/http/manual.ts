import { z } from 'zod';
import { languageSchema } from './language';
import { defineRoutes, route } from './route';

const instant = z.int().min(0).describe('Milliseconds since the epoch');
const length = z.int().min(0).describe('Milliseconds');
const tap = z.object({ at: instant, by: z.string() });

const manualSessionSchema = z
  .object({
    rundownId: z.string(),
    version: z.int(),
    startAt: instant,
    endAt: instant,
    mark: z.string().describe('Names what the file would hold now: version of the rundown and a digest of its content'),
    lengthMs: length.describe('Of the file: pauses of the plan are shortened'),
    items: z.array(
      z.object({ airingKey: z.string(), title: z.string(), kind: z.string(), fromMs: length, durationMs: length }),
    ),
    leftOut: z
      .array(
        z.object({ airingKey: z.string(), title: z.string(), because: z.enum(['hold', 'stop', 'recall', 'relay']) }),
      )
      .describe('Planned, and not in the file: held by somebody, or a live relay'),
    downloaded: tap.extend({ mark: z.string() }).nullable().describe('The file that was taken last'),
    stale: z.boolean().describe('The plan has changed since: take the file again'),
    started: tap.nullable(),
    ended: tap.nullable(),
    booked: z.boolean().describe('Its rows are in the ledger, attested'),
  })
  .meta({ id: 'ManualSession' });
export type ManualSessionView = z.infer<typeof manualSessionSchema>;

const speechInput = z.object({
  title: z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(300)),
  topicCode: z.string().min(1).max(40),
  language: languageSchema.default('vi'),
  speaker: z.string().min(1).max(120),
  startAt: instant,
  endAt: instant,
});

const liveSpeechSchema = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    title: z.string(),
    topicCode: z.string(),
    language: z.string(),
    speaker: z.string(),
    startAt: instant,
    endAt: instant,
    state: z.enum(['declared', 'confirmed', 'withdrawn']),
    declaredAt: instant,
    declaredBy: z.string(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'LiveSpeech' });
export type LiveSpeechView = z.infer<typeof liveSpeechSchema>;

const byDevice = z.object({ id: z.string() });
const bySession = z.object({ id: z.string(), rundownId: z.string() });
const bySpeech = z.object({ id: z.string(), speechId: z.string() });
const tapInput = z.object({ at: instant.optional().describe('When it was; left out: now') });

const id = '01kb3w0zq0d1e2v3i4c5e6a7b8';
const rundownId = '23538-01kb-2026-01-05';
const session: ManualSessionView = {
  ...{ rundownId, version: 3, startAt: 1_767_600_000_000, endAt: 1_767_601_800_000, mark: 'v3-9f86d081' },
  lengthMs: 905_000,
  items: [{ airingKey: 'airing-1', title: 'Lịch tiêm chủng', kind: 'bulletin', fromMs: 5000, durationMs: 120_000 }],
  leftOut: [],
  downloaded: { mark: 'v3-9f86d081', at: 1_767_590_000_000, by: 'lan' },
  ...{ stale: false, started: null, ended: null, booked: false },
};
const declared = { startAt: 1_767_600_000_000, endAt: 1_767_600_600_000 };
const speech: LiveSpeechView = {
  ...{ id: '01kb3w0zq0s1p2e3e4c5h6a7b8', deviceId: id, title: 'Chủ tịch xã nói chuyện đầu năm', topicCode: '1' },
  ...{ language: 'vi', speaker: 'Rơ Châm H’Lan', ...declared, state: 'declared', declaredAt: 1_767_590_000_000 },
  ...{ declaredBy: 'lan', settledBy: null },
};
const { title, topicCode, language, speaker } = speech;

/** Communes without a box: a person plays the rendered session and vouches for it. */
export const manualRoutes = defineRoutes('manual', {
  sessions: route({
    method: 'GET',
    path: '/api/devices/:id/sessions',
    params: byDevice,
    response: z.object({ sessions: z.array(manualSessionSchema) }),
    summary:
      'List the sessions of a device that a person plays by hand, two days back and ahead, with what was attested.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, response: { sessions: [session] } },
  }),
  audio: route({
    method: 'GET',
    path: '/api/devices/:id/sessions/:rundownId/audio',
    params: bySession,
    response: {
      contentType: 'audio/mpeg',
      description: 'The session as one MP3 at one loudness, whole or the range asked for',
    },
    summary: 'Fetch a session as one file, with tune and notices, for a phone or a USB stick.',
    description:
      'Its name holds the mark of its content. It is noted as what the commune has, so that a later change shows.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'SESSION_FILE_PENDING', 'SOUND_NOT_READY', 'RANGE_UNSATISFIABLE'],
    example: { params: { id, rundownId } },
  }),
  start: route({
    method: 'POST',
    path: '/api/devices/:id/sessions/:rundownId/start',
    params: bySession,
    body: tapInput,
    response: manualSessionSchema,
    status: 200,
    summary: 'Say that the session has begun to sound; again it changes nothing.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id, rundownId }, body: {}, response: session },
  }),
  end: route({
    method: 'POST',
    path: '/api/devices/:id/sessions/:rundownId/end',
    params: bySession,
    body: tapInput,
    response: manualSessionSchema,
    status: 200,
    summary: 'Say that the session has ended; its items enter the ledger as attested.',
    description: 'An item that the time between the two taps did not reach is missed, the one it cut is partial.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id, rundownId }, body: {}, response: session },
  }),
  speeches: route({
    method: 'GET',
    path: '/api/devices/:id/live-speeches',
    params: byDevice,
    response: z.object({ speeches: z.array(liveSpeechSchema) }),
    summary: 'List the live speeches at the amplifier, of the last month and to come.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id }, response: { speeches: [speech] } },
  }),
  declare: route({
    method: 'POST',
    path: '/api/devices/:id/live-speeches',
    params: byDevice,
    body: speechInput,
    response: liveSpeechSchema,
    summary: 'Declare a live speech at the amplifier, before or after; one that is over counts at once.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'TOPIC_UNKNOWN'],
    example: { params: { id }, body: { title, topicCode, language, speaker, ...declared }, response: speech },
  }),
  confirm: route({
    method: 'POST',
    path: '/api/devices/:id/live-speeches/:speechId/confirm',
    params: bySpeech,
    body: z.object({ startAt: instant, endAt: instant }),
    response: liveSpeechSchema,
    status: 200,
    summary: 'Say that a declared speech was held, from when until when; it enters the ledger as attested.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id, speechId: speech.id }, body: declared, response: { ...speech, state: 'confirmed' } },
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/devices/:id/live-speeches/:speechId/withdraw',
    params: bySpeech,
    response: liveSpeechSchema,
    status: 200,
    summary: 'Say that a declared speech was not held.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS'],
    example: { params: { id, speechId: speech.id }, response: { ...speech, state: 'withdrawn' } },
  }),
});
