import { z } from 'zod';
import { defineRoutes, route } from './route';

export const healthSchema = z.object({
  status: z.literal('ok'),
  name: z.string(),
  version: z.string(),
  /** Instant of the answer, milliseconds since the epoch. */
  at: z.int(),
  database: z.enum(['sqlite3', 'libsql', 'postgres']),
});

export const healthRoutes = defineRoutes('health', {
  read: route({
    method: 'GET',
    path: '/api/health',
    response: healthSchema,
    summary: 'Say that the service runs and reads its database.',
    errors: [],
    example: {
      response: { status: 'ok', name: 'Đài truyền thanh', version: '0.1.0', at: 1764000000000, database: 'sqlite3' },
    },
  }),
});
