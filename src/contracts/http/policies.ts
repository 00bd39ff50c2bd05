import { z } from 'zod';
import { defineRoutes, route } from './route';
import { policyLimitsSchema, policySchema } from './schedule';

const id = z.string().min(1).max(64);

export const policiesRoutes = defineRoutes('policies', {
  listPresets: route({
    method: 'GET',
    path: '/api/policy-presets',
    response: z.object({
      presets: z.array(
        z.object({
          code: z.string(),
          name: z.object({ vi: z.string(), en: z.string() }),
          source: z.object({ vi: z.string(), en: z.string() }),
          limits: policyLimitsSchema,
        }),
      ),
    }),
    summary: 'List the limits an area may start from, with where each comes from.',
    errors: [],
    example: {
      response: {
        presets: [
          {
            code: 'ward',
            name: { vi: 'Phường', en: 'Ward' },
            source: { vi: 'Quy định của Hà Nội', en: 'Rules of Hà Nội' },
            limits: { maxSessionMinutes: 15, maxSessionsPerDay: 2, weekdays: [1, 2, 3, 4, 5] },
          },
        ],
      },
    },
  }),
  revokeException: route({
    method: 'POST',
    path: '/api/areas/:code/policy/exceptions/:id/revocation',
    params: z.object({ code: z.string().min(1).max(40), id }),
    response: policySchema,
    summary: 'Take an exception to limits back from now on.',
    errors: ['AREA_UNKNOWN', 'NOT_FOUND'],
    example: {
      params: { code: '23538', id: '01k…' },
      response: { areaCode: '23538', limits: {}, exceptions: [], revision: 2 },
    },
  }),
});
