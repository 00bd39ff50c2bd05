import { z } from 'zod';

/**
 * An error on the wire: RFC 9457 problem details (`application/problem+json`) with Loa's stable `code`. `title` and `detail` are
 * in the language asked for by Accept-Language (Vietnamese unless English is preferred); both languages stand beside them.
 */
export const problemSchema = z
  .object({
    type: z.string().describe('Relative reference that names the kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('Names the request; the same id stands in the log'),
    code: z.string(),
    data: z.record(z.string(), z.unknown()),
    vi: z.object({ title: z.string(), detail: z.string() }),
    en: z.object({ title: z.string(), detail: z.string() }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
export type Language = 'vi' | 'en';
