import { z } from 'zod';
import { idSchema, instantSchema } from './manifest';

/** The words that the recovery key signs (X3): from now on `to` speaks for the station in place of `from`. */
export const successionSchema = z.object({
  formatVersion: z.literal(1),
  kind: z.literal('station-key-succession'),
  from: idSchema,
  to: z.object({ keyId: idSchema, publicPem: z.string().max(400) }),
  at: instantSchema,
});
export type Succession = z.infer<typeof successionSchema>;
