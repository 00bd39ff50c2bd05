import { z } from 'zod';
import { deviceResults, resultReasons, type DeviceRow, type IntentRow, type ResultRow } from '../../domain/playout/row';
import { idSchema, instantSchema, lengthSchema, playClassSchema, sha256Schema, snapshotSchema } from './manifest';

export { deviceResults, resultReasons };
export type {
  ClockTrust,
  DeviceResult,
  OutputHeard,
  ResultReason,
  RowContent,
  Segment,
} from '../../domain/playout/row';
export type { DeviceRow, IntentRow, ResultRow };

export const clockTrustSchema = z.enum(['synced', 'holdover', 'unset']);

const common = {
  formatVersion: z.literal(1),
  deviceId: idSchema,
  boot: idSchema,
  sequence: z.int().min(1),
  previousHash: sha256Schema,
  recordedAt: instantSchema,
  clockTrust: clockTrustSchema,
  manifestVersion: z.int().nullable(),
  airingKey: idSchema,
  rundownId: idSchema.nullable(),
  rundownVersion: z.int().nullable(),
  slotOccurrenceId: idSchema.nullable(),
  commandId: idSchema.nullable(),
  repetition: z.int().min(1).nullable(),
  areaCode: idSchema,
  bulletinRef: idSchema,
  class: playClassSchema,
  plannedStartAt: instantSchema,
  plannedMs: lengthSchema,
  sha256: sha256Schema.nullable(),
};

export const intentRowSchema = z.object({
  ...common,
  kind: z.literal('intent'),
  startAt: instantSchema,
}) satisfies z.ZodType<IntentRow>;

export const resultRowSchema = z.object({
  ...common,
  kind: z.literal('result'),
  actualStartAt: instantSchema.nullable(),
  actualEndAt: instantSchema.nullable(),
  heardMs: lengthSchema,
  segments: z.array(z.object({ startAt: instantSchema, fromMs: lengthSchema, heardMs: lengthSchema })),
  result: z.enum(deviceResults),
  reason: z.enum(resultReasons).nullable(),
  by: z.string().nullable(),
  output: z.enum(['unknown', 'sound', 'silent', 'heard']),
  snapshot: snapshotSchema.nullable(),
}) satisfies z.ZodType<ResultRow>;

/** One ledger row of a device; keyed by (deviceId, boot, sequence) (L3). */
export const deviceRowSchema = z.discriminatedUnion('kind', [intentRowSchema, resultRowSchema]);

/**
 * A row as it is stored and sent: `bytes` is the row's canonical JSON, never re-encoded; `hash` = SHA-256(previousHash, bytes) (L4).
 * `boot` and `sequence` repeat the key, so that a row whose bytes cannot be read can still be answered and quarantined.
 */
export const sentRowSchema = z.object({
  boot: idSchema,
  sequence: z.int().min(1),
  bytes: z.string(),
  hash: sha256Schema,
});
export type SentRow = z.infer<typeof sentRowSchema>;
