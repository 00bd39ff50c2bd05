import { z } from 'zod';
import { localDateSchema } from './slot-rule';

/** Something a save runs into (S11): the rule, whose sessions suffer where and when, and what would have aired. */
export const slotConflictSchema = z.object({
  rule: z.enum(['S7', 'S12']),
  code: z.enum([
    'outside-window',
    'weekday-not-allowed',
    'session-too-long',
    'too-many-sessions',
    'overlaps',
    'overlaps-inherited',
    'displaces',
  ]),
  blocking: z.boolean(),
  areaCode: z.string(),
  areaName: z.string(),
  slotId: z.string(),
  slotName: z.string(),
  otherSlotId: z.string().nullable(),
  otherSlotName: z.string().nullable(),
  otherAreaCode: z.string().nullable(),
  allowed: z.string().nullable(),
  by: z.array(z.string()),
  dates: z.array(localDateSchema),
  items: z.array(z.string()),
});
