import { z } from 'zod';
import { bookingSchema } from './schedule';
import { localDateSchema } from './slot-rule';

export const afterQuery = z.string().max(200).optional().describe('`next` of the page before');

export const filterQuery = {
  topic: z.string().min(1).max(20).optional(),
  search: z.string().max(200).optional().describe('Words of the title; case and Vietnamese marks do not matter (B8)'),
};

export const datesSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on'), dates: z.array(localDateSchema).min(1).max(366) }),
  z.object({ kind: z.literal('between'), from: localDateSchema, until: localDateSchema.nullable() }),
]);

/** S9: null is no limit. */
export const repeatSchema = z.object({
  playsPerDay: z.int().min(1).max(48).nullable(),
  gapMs: z.int().min(0).max(2_678_400_000).nullable(),
  total: z.int().min(1).max(10_000).nullable(),
});

/** What an operator may say of a booking made from an approved request: the request itself stays as it was approved (B2). */
export const handlingSchema = z.object({
  repeat: repeatSchema.nullable().optional(),
  onMiss: z.enum(['skip', 'next-slot']).optional(),
  lateByMs: z.int().min(0).max(86_400_000).nullable().optional(),
});

const wishFields = {
  slotIds: z.array(z.string().min(1).max(64)).max(200),
  dates: datesSchema,
  readings: z.int().min(1).max(3),
};

export const ownBookingSchema = handlingSchema.extend({
  bulletinId: z.string().min(1).max(64),
  zones: z.array(z.string().min(1).max(40)).min(1).max(200).nullable().default(null),
  position: z.int().min(0).max(100_000).nullable().default(null),
  slotIds: wishFields.slotIds.default([]),
  dates: wishFields.dates,
  readings: wishFields.readings.default(1),
});

export const bookingChangeSchema = handlingSchema.extend({
  slotIds: wishFields.slotIds.optional(),
  dates: wishFields.dates.optional(),
  readings: wishFields.readings.optional(),
  revision: z.int(),
});

export const queuedSchema = bookingSchema.extend({
  origin: z.enum(['request', 'operator']),
  topicCode: z.string(),
  approval: z.enum(['approved', 'awaiting']),
  languages: z.array(z.string()),
  missingLanguages: z.array(z.string()).describe('Stated where it is heard, and it is not there in them'),
  slotIds: z.array(z.string()),
  dates: datesSchema,
  repeat: repeatSchema.nullable(),
  onMiss: z.enum(['skip', 'next-slot']),
  lateByMs: z.int().nullable(),
});

export const dayRundownSchema = z.object({
  id: z.string(),
  version: z.int(),
  areaCode: z.string(),
  areaName: z.string(),
  slotId: z.string(),
  slotName: z.string(),
  localDate: localDateSchema,
  startAt: z.int(),
  endAt: z.int(),
  freezeAt: z.int(),
  frozen: z.boolean(),
  overridden: z.boolean(),
  items: z.int(),
  bulletins: z.int(),
  awaiting: z.int(),
  held: z.int(),
  leftOut: z.int(),
  lengthMs: z.int(),
  notes: z.array(z.string()),
});

export const newsSchema = z.object({
  id: z.string(),
  areaCode: z.string(),
  kind: z.enum(['left-out', 'carried-over', 'unplaced', 'decision-needed', 'blocked']),
  bookingId: z.string().nullable(),
  bulletinId: z.string().nullable(),
  title: z.string().nullable(),
  reason: z.string(),
  localDate: localDateSchema,
  slotId: z.string().nullable(),
  slotName: z.string().nullable(),
  slotOccurrenceId: z.string().nullable(),
  details: z
    .array(z.string())
    .describe('Where it goes instead, what blocks the session, or which bookings compete: ids'),
  at: z.int(),
});

export const previewSessionSchema = z.object({
  slotId: z.string(),
  slotName: z.string(),
  slotOccurrenceId: z.string(),
  localDate: localDateSchema,
  startAt: z.int(),
  endAt: z.int(),
  airsAt: z.array(z.int()).describe('Where the item would start; one instant a reading'),
  approveBy: z.int().describe('The last moment to be approved for this session'),
});

export const previewSchema = z.object({
  areas: z.array(
    z.object({
      areaCode: z.string(),
      areaName: z.string(),
      text: z.object({ vi: z.string(), en: z.string() }),
      sessions: z.array(previewSessionSchema),
      misses: z.array(
        z.object({
          localDate: localDateSchema,
          slotName: z.string().nullable(),
          reason: z.string(),
          carried: z.boolean(),
        }),
      ),
    }),
  ),
  notShown: z.int().describe('Communes beyond those shown'),
});

export const offerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('after-last-item'),
    rundownId: z.string(),
    version: z.int(),
    slotName: z.string(),
    startAt: z.int(),
    endAt: z.int(),
  }),
  z.object({ kind: z.literal('next-session'), slotName: z.string(), startAt: z.int(), endAt: z.int() }),
]);
