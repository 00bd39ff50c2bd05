import { z } from 'zod';
import { isLocalDate } from '../../domain/time/local-date';
import { defineRoutes, route } from './route';

const words = z.object({ vi: z.string(), en: z.string() });
/** By the wall clock of the area. */
export const localMomentSchema = z
  .string()
  .refine((text) => isLocalDate(text.slice(0, 10)) && /^T([01]\d|2[0-3]):[0-5]\d$/.test(text.slice(10)), {
    error: 'ngày và giờ, như 2026-01-05T04:50 / a date and a time, such as 2026-01-05T04:50',
  });

export const explanationSchema = z
  .object({
    areaCode: z.string(),
    at: z.int(),
    bulletin: z
      .object({
        verdict: z.enum(['played', 'partly', 'not-played', 'will-play', 'will-not-play', 'unknown']),
        text: words,
        sessionAt: z
          .int()
          .nullable()
          .describe('The session looked at: the one at that time, or the nearest of the day'),
        facts: z.array(
          z.object({
            code: z.string(),
            at: z.int().nullable(),
            who: z.string().nullable(),
            reason: z.string().nullable().describe('A code, or a person’s words; `text` has it in words'),
            by: z.string().nullable().describe('Who had the device stopped or held'),
            text: words,
          }),
        ),
      })
      .nullable()
      .describe('Why the bulletin did or did not play; null when none was asked about'),
    heard: z
      .array(
        z.object({
          deviceId: z.string(),
          device: z.string(),
          sounding: z.enum(['ours', 'nothing-of-ours', 'unknown']),
          title: z.string().nullable(),
          startAt: z.int().nullable(),
          endAt: z.int().nullable(),
          heardAt: z.int().nullable().describe('Until when the device has told everything'),
          text: words,
        }),
      )
      .describe('What each device sounded at that moment'),
  })
  .meta({ id: 'Explanation' });
export type ExplanationView = z.infer<typeof explanationSchema>;

export const explainRoutes = defineRoutes('explain', {
  explain: route({
    method: 'GET',
    path: '/api/areas/:code/explanation',
    params: z.object({ code: z.string().min(1).max(40) }),
    query: z.object({
      at: localMomentSchema,
      bulletin: z.string().min(1).max(64).optional(),
      device: z.string().min(1).max(64).optional().describe('Only this one'),
    }),
    response: explanationSchema,
    summary: 'Tell why a bulletin did or did not play in a commune or zone, and what sounded there then (S10).',
    errors: ['AREA_UNKNOWN', 'AREA_LEVEL_WRONG', 'NOT_FOUND'],
    example: {
      params: { code: '23538' },
      query: { at: '2026-01-05T04:50' },
      response: {
        areaCode: '23538',
        at: 1767563400000,
        bulletin: {
          verdict: 'not-played',
          text: { vi: 'Không phát.', en: 'It did not play.' },
          sessionAt: 1767607200000,
          facts: [
            {
              ...{ code: 'left-out', at: null, who: null, reason: 'no-room', by: null },
              text: { vi: 'Bị bỏ ra: buổi phát đã đầy.', en: 'It was left out: the session is full.' },
            },
          ],
        },
        heard: [
          {
            ...{ deviceId: '01k…', device: 'Cụm loa 1', sounding: 'nothing-of-ours', title: null },
            ...{ startAt: null, endAt: null, heardAt: 1767564000000 },
            text: { vi: '“Cụm loa 1” không phát gì của đài.', en: '“Cụm loa 1” was playing nothing of ours.' },
          },
        ],
      },
    },
  }),
});
