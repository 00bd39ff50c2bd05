import { z } from 'zod';
import { profileIds } from '../../domain/loudness/profile';
import { exampleMedia, mediaSchema } from './media';
import { defineRoutes, route } from './route';

/** What the Upload-Metadata header of a new upload says, decoded. */
export const uploadMetadataSchema = z.object({
  areaCode: z.string().min(1).max(40),
  filename: z.string().min(1).max(1000).describe('As the file is called on the sender’s device; text, never a path'),
  profile: z.enum(profileIds).default('speech'),
  urgent: z.enum(['yes', 'no']).default('no'),
});

export const uploadSchema = z
  .object({
    id: z.string(),
    areaCode: z.string(),
    originalName: z.string(),
    bytes: z.int().describe('Length of the whole file'),
    arrivedBytes: z.int().describe('How much of it is on the server’s disk'),
    expiresAt: z.int().describe('When it is removed if nothing more arrives; milliseconds since the epoch'),
    mediaId: z.string().nullable().describe('The recording it became, once it has arrived whole'),
  })
  .meta({ id: 'Upload' });

export type UploadView = z.infer<typeof uploadSchema>;

const byId = z.object({ id: z.string().regex(/^[\w-]{1,64}$/) });
const exampleId = '01kb3w0zq0a1b2c3d4e5f6g7h8';
const headers =
  'Speaks tus 1.0.0 (creation, creation-with-upload, termination, expiration): every request but GET carries `Tus-Resumable: 1.0.0`.';

/** Recordings in parts, over lines that break: https://tus.io/protocols/resumable-upload. */
export const uploadRoutes = defineRoutes('uploads', {
  begin: route({
    method: 'POST',
    path: '/api/uploads',
    status: 201,
    summary: 'Begin to send a recording in parts that survive a broken line.',
    description: `${headers} \`Upload-Length\`: bytes of the whole. \`Upload-Metadata\`: areaCode and filename, if wanted profile (speech) and urgent (yes, no), each value as base64 of UTF-8. \`Location\` of the answer is the upload. A first part may come as the body, of type application/offset+octet-stream.`,
    errors: [
      'INPUT_INVALID',
      'UPLOAD_MISSING',
      'UPLOAD_TOO_LARGE',
      'QUOTA_EXCEEDED',
      'DISK_FULL',
      'NOT_FOUND',
      'STATE_FORBIDS',
    ],
    example: {},
  }),
  progress: route({
    method: 'GET',
    path: '/api/uploads/:id',
    params: byId,
    response: uploadSchema,
    summary: 'How much of an upload has arrived.',
    description: 'HEAD, as tus asks it, answers the same in `Upload-Offset` and `Upload-Length`.',
    errors: ['NOT_FOUND'],
    example: {
      params: { id: exampleId },
      response: {
        id: exampleId,
        areaCode: '23538',
        originalName: 'Lịch tiêm chủng.m4a',
        bytes: 481_204,
        arrivedBytes: 262_144,
        expiresAt: 1_772_086_400_000,
        mediaId: null,
      },
    },
  }),
  append: route({
    method: 'PATCH',
    path: '/api/uploads/:id',
    params: byId,
    summary: 'Send a part.',
    description: `${headers} The body, of type application/offset+octet-stream, goes on from \`Upload-Offset\`, which must be what has arrived. With the last part the upload becomes a recording as with \`POST /api/media\`; \`Loa-Media-Id\` of the answer names it.`,
    errors: ['NOT_FOUND', 'UPLOAD_OFFSET_WRONG', 'UPLOAD_TOO_LARGE', 'QUOTA_EXCEEDED', 'DISK_FULL'],
    example: { params: { id: exampleId } },
  }),
  end: route({
    method: 'DELETE',
    path: '/api/uploads/:id',
    params: byId,
    summary: 'Give an upload up; what arrived is removed. A recording that it became stays.',
    description: headers,
    errors: ['NOT_FOUND'],
    example: { params: { id: exampleId } },
  }),
  media: route({
    method: 'GET',
    path: '/api/uploads/:id/media',
    params: byId,
    response: mediaSchema,
    summary: 'The recording that an upload became.',
    errors: ['NOT_FOUND', 'UPLOAD_OFFSET_WRONG', 'QUOTA_EXCEEDED', 'DISK_FULL'],
    example: { params: { id: exampleId }, response: exampleMedia },
  }),
});
