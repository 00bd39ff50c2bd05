import type { z } from 'zod';
import type { policySchema } from '../../../contracts/http/schedule';

export type Policy = z.infer<typeof policySchema>;
