import { z } from 'zod';

/** As in BCP 47, lower case: vi, or the language of a people such as jra, bdq, rad. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .meta({ description: 'Language, BCP 47', example: 'vi' });
