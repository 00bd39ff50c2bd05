import { z } from 'zod';
import { profileIds } from '../../domain/loudness/profile';
import { audioTexts } from './audio-texts';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');
const lengthMs = z.int().nonnegative().describe('Milliseconds');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A code with what it means and what to do, in both languages (B6). */
export const remarkSchema = z
  .object({ code: z.string(), vi: z.string(), en: z.string() })
  .meta({ id: 'AudioRemark', description: 'What a recording was refused or warned for, and what to do about it' });

export const loudnessSchema = z
  .object({
    lufs: z.number().nullable().describe('Integrated loudness, LUFS'),
    truePeakDb: z.number().nullable().describe('True peak, dBTP'),
    rangeLu: z.number().nullable().describe('Loudness range, LU'),
  })
  .meta({ id: 'Loudness' });

const earlierSchema = z
  .object({ id: z.string(), originalName: z.string(), uploadedAt: instant, uploadedBy: z.string().nullable() })
  .meta({ id: 'EarlierMedia', description: 'An earlier recording of the same area: what, when, and by whom' });

export const mediaSchema = z
  .object({
    id: z.string(),
    areaCode: z.string(),
    uploadedAt: instant,
    originalName: z.string().describe('As the file was called on the sender’s device'),
    originalSha256: sha256,
    originalBytes: z.int(),
    profile: z.enum(profileIds),
    state: z.enum(['processing', 'ready', 'soft', 'refused']),
    reason: remarkSchema.nullable().describe('Why it is refused, or soft'),
    warnings: z.array(remarkSchema),
    declaredMs: lengthMs.nullable().describe('Length that the file’s header claims'),
    decodedMs: lengthMs.nullable().describe('Length that decoding yields'),
    durationMs: lengthMs.nullable().describe('Length of the normalised master'),
    before: loudnessSchema,
    after: loudnessSchema,
    gainDb: z.number().nullable(),
    masterSha256: sha256.nullable(),
    masterBytes: z.int().nullable(),
    masterMime: z.string().nullable(),
    hasPeaks: z.boolean(),
    ffmpegBuild: z.string().nullable(),
    duplicateOf: z.string().nullable().describe('An earlier upload of the same bytes under the same profile'),
    similarTo: z.string().nullable().describe('Another recording of the area that sounds like this one'),
    normalisedAt: instant.nullable(),
    originalRemovedAt: instant.nullable().describe('When the original was removed as old; its sound is gone'),
    masterRemovedAt: instant.nullable().describe('The same of the normalised recording'),
    duplicate: earlierSchema.nullish().describe('`duplicateOf` in full; only where one recording is asked for or sent'),
    similar: earlierSchema.nullish().describe('`similarTo` in full; only where one recording is asked for or sent'),
    opus: z
      .object({ sha256, bytes: z.int(), after: loudnessSchema })
      .nullish()
      .describe('The rendition for thin lines, once made; only where one recording is asked for or sent'),
  })
  .meta({ id: 'Media' });

export type MediaView = z.infer<typeof mediaSchema>;
export type RemarkView = z.infer<typeof remarkSchema>;

const extraTexts: Record<string, { vi: string; en: string }> = {
  'similar-to': {
    vi: 'Nghe rất giống một bản ghi đã gửi: kiểm tra xem có gửi trùng không.',
    en: 'It sounds much like a recording sent before: check whether it was sent twice.',
  },
  'processing-failed': {
    vi: 'Máy chủ thử nhiều lần mà chưa xử lý được tệp: gửi lại sau, hoặc báo người quản trị.',
    en: 'The server tried several times and could not work on the file: send it again later, or tell the administrator.',
  },
};

/** The words for a code about a recording. */
export function remarkOf(code: string): RemarkView {
  const text = (audioTexts as Partial<typeof audioTexts>)[code as keyof typeof audioTexts];
  const sentence = ({ what, remedy }: { what: string; remedy: string }): string => `${what}: ${remedy}.`;
  if (text) return { code, vi: sentence(text.vi), en: sentence(text.en) };
  return { code, ...(extraTexts[code] ?? { vi: code, en: code }) };
}

export const audioField = {
  field: 'audio',
  description: 'The recording, as the phone or recorder made it: any common audio format.',
};

const byId = z.object({ id: z.string().min(1).max(64) });
const exampleId = '01kb3w0zq0a1b2c3d4e5f6g7h8';

export const exampleMedia: MediaView = {
  id: exampleId,
  areaCode: '23538',
  uploadedAt: 1_772_000_000_000,
  originalName: 'Lịch tiêm chủng.m4a',
  originalSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  originalBytes: 481_204,
  profile: 'speech',
  state: 'ready',
  reason: null,
  warnings: [remarkOf('hum')],
  declaredMs: 61_440,
  decodedMs: 61_440,
  durationMs: 61_440,
  before: { lufs: -27.4, truePeakDb: -9.1, rangeLu: 6.2 },
  after: { lufs: -16.1, truePeakDb: -1.3, rangeLu: 4.8 },
  gainDb: 11.2,
  masterSha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  masterBytes: 492_000,
  masterMime: 'audio/mpeg',
  hasPeaks: true,
  ffmpegBuild: 'ffmpeg 5.1.9-0+deb12u1 (native)',
  duplicateOf: null,
  similarTo: null,
  normalisedAt: 1_772_000_004_200,
  originalRemovedAt: null,
  masterRemovedAt: null,
};

export const mediaRoutes = defineRoutes('media', {
  upload: route({
    method: 'POST',
    path: '/api/media',
    body: z.object({
      areaCode: z.string().min(1).max(40),
      profile: z.enum(profileIds).default('speech'),
      urgent: z.enum(['yes', 'no']).default('no').describe('yes: before everything that waits'),
    }),
    upload: audioField,
    response: mediaSchema,
    summary: 'Send a recording; it is normalised in the background.',
    description:
      'The original is kept untouched. The same bytes sent again under the same profile reuse the rendering: `duplicateOf` says so.',
    errors: ['UPLOAD_MISSING', 'UPLOAD_TOO_LARGE', 'QUOTA_EXCEEDED', 'DISK_FULL', 'NOT_FOUND', 'STATE_FORBIDS'],
    example: {
      body: { areaCode: '23538', profile: 'speech' },
      response: {
        ...exampleMedia,
        state: 'processing',
        warnings: [],
        declaredMs: null,
        decodedMs: null,
        durationMs: null,
        before: { lufs: null, truePeakDb: null, rangeLu: null },
        after: { lufs: null, truePeakDb: null, rangeLu: null },
        gainDb: null,
        masterSha256: null,
        masterBytes: null,
        masterMime: null,
        hasPeaks: false,
        ffmpegBuild: null,
        normalisedAt: null,
      },
    },
  }),
  get: route({
    method: 'GET',
    path: '/api/media/:id',
    params: byId,
    response: mediaSchema,
    summary: 'One recording: what was measured, and what became of it.',
    errors: ['NOT_FOUND'],
    example: { params: { id: exampleId }, response: exampleMedia },
  }),
  listen: route({
    method: 'GET',
    path: '/api/media/:id/audio',
    params: byId,
    response: { contentType: 'audio/mpeg', description: 'The normalised master; single byte ranges are served' },
    summary: 'Listen to the normalised recording.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'AUDIO_REMOVED', 'RANGE_UNSATISFIABLE'],
    example: { params: { id: exampleId } },
  }),
  opus: route({
    method: 'GET',
    path: '/api/media/:id/opus',
    params: byId,
    response: { contentType: 'audio/ogg', description: 'Opus at 32 kbit/s; single byte ranges are served' },
    summary: 'Listen to the normalised recording over a thin line.',
    description: 'Made from the original when first asked for, through the same measured loop as the master.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'AUDIO_REMOVED', 'RENDITION_PENDING', 'RANGE_UNSATISFIABLE'],
    example: { params: { id: exampleId } },
  }),
  original: route({
    method: 'GET',
    path: '/api/media/:id/original',
    params: byId,
    response: {
      contentType: 'application/octet-stream',
      description: 'The file as it was sent, under its own name; single byte ranges are served',
    },
    summary: 'Download the original recording.',
    errors: ['NOT_FOUND', 'AUDIO_REMOVED', 'RANGE_UNSATISFIABLE'],
    example: { params: { id: exampleId } },
  }),
  peaks: route({
    method: 'GET',
    path: '/api/media/:id/peaks',
    params: byId,
    response: z.object({
      durationMs: lengthMs,
      pairs: z
        .array(z.int().min(-128).max(127))
        .describe('min, max, min, max …: each pair an equal share of the length'),
    }),
    summary: 'What a waveform of the master is drawn from.',
    errors: ['NOT_FOUND', 'STATE_FORBIDS', 'AUDIO_REMOVED'],
    example: { params: { id: exampleId }, response: { durationMs: 61_440, pairs: [-3, 4, -90, 84] } },
  }),
});
