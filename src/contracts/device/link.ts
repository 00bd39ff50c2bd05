import { z } from 'zod';
import type { Command } from '../../domain/playout/command';
import {
  emergencyOrderSchema,
  idSchema,
  instantSchema,
  lengthSchema,
  manifestRefusals,
  playNowOrderSchema,
  sha256Schema,
  signedManifestSchema,
  silenceSchema,
  snapshotSchema,
} from './manifest';
import { clockTrustSchema, sentRowSchema } from './rows';

export type { Command };

export const commandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('silence'), silence: silenceSchema }),
  z.object({ kind: z.literal('resume'), silenceId: idSchema, by: z.string() }),
  z.object({ kind: z.literal('playNow'), order: playNowOrderSchema, snapshot: snapshotSchema }),
  z.object({ kind: z.literal('emergency'), order: emergencyOrderSchema, snapshot: snapshotSchema }),
  z.object({ kind: z.literal('allClear'), commandId: idSchema, by: z.string() }),
]) satisfies z.ZodType<Command>;

/** The answer to one row (L3): stored, or set aside and named. Either way the device may forget it. */
export const rowAnswerSchema = z.object({
  boot: idSchema,
  sequence: z.int().min(1),
  status: z.enum(['stored', 'quarantined']),
  reason: z.string().optional(),
});
export type RowAnswer = z.infer<typeof rowAnswerSchema>;

/** Station to device. */
export const stationMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manifest'), manifest: signedManifestSchema }),
  /** Answers mediaRequest: a file on this machine to copy from. */
  z.object({
    kind: z.literal('mediaPath'),
    sha256: sha256Schema,
    path: z.string().min(1),
    /** It was fetched for this device alone and is removed once it is taken in, or found bad. */
    temporary: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('mediaUnavailable'), sha256: sha256Schema, reason: z.string() }),
  z.object({ kind: z.literal('rowAnswers'), answers: z.array(rowAnswerSchema) }),
  z.object({ kind: z.literal('command'), id: idSchema, sentAt: instantSchema, command: commandSchema }),
  /** Ends what sounds (`partial`, reason shutdown), syncs the store and closes; the device answers `closed`. */
  z.object({ kind: z.literal('close') }),
]);
export type StationMessage = z.infer<typeof stationMessageSchema>;

export const alarmCodes = [
  'silence-inside',
  'sound-outside',
  'clock-unset',
  'clock-jump',
  'manifest-refused',
  'media-missing',
  'media-corrupt',
  'store-failed',
  'sink-failed',
  'item-failed',
  /** The station's own: the box said that it could not keep some. */
  'alarms-lost',
] as const;
export type AlarmCode = (typeof alarmCodes)[number];

export const soundingSchema = z.object({
  airingKey: idSchema,
  bulletinRef: idSchema,
  title: z.string(),
  startAt: instantSchema,
  durationMs: lengthSchema,
  heardMs: lengthSchema,
});

export const deviceStatusSchema = z.object({
  at: instantSchema,
  boot: idSchema,
  manifestVersion: z.int().nullable(),
  clockTrust: clockTrustSchema,
  sounding: soundingSchema.nullable(),
  nextStartAt: instantSchema.nullable(),
  /** Media of the manifest that are stored and checked, and all of them. */
  media: z.object({ ready: z.int(), all: z.int() }),
  outbox: z.int(),
  sink: z.string(),
  underRuns: z.int(),
  /** How long nothing has been heard where something is planned to sound; null while all is well (P6). */
  silentForMs: z.int().nullable().optional(),
  /** Until when all that airs is stored: completeness of the horizon, in time instead of files. */
  mediaCompleteUntil: instantSchema.nullable().optional(),
  volumePercent: z.number().nullable().optional(),
  /** What leaves the sink while something is to sound. */
  outputLevel: z.enum(['sound', 'silent']).nullable().optional(),
  /** Mains, or what the box says of a failing supply. */
  power: z.enum(['mains', 'battery', 'low']).nullable().optional(),
  /** Of the radio link, in percent. */
  signalPercent: z.number().nullable().optional(),
  /** Whether orders reach it at once, and how many alarms it could not keep until they were sent, each told once. */
  ordersOpen: z.boolean().optional(),
  alarmsLost: z.int().optional(),
  /** The box's clock less the station's, to about a second. */
  clockOffsetMs: z.number().nullable().optional(),
  diskFreeBytes: z.int().nullable().optional(),
  temperatureC: z.number().nullable().optional(),
  softwareVersion: z.string().max(40).optional(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** Device to station. */
export const deviceMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), deviceId: idSchema, boot: idSchema, manifestVersion: z.int().nullable() }),
  z.object({
    kind: z.literal('manifestAnswer'),
    version: z.int().nullable(),
    applied: z.boolean(),
    reason: z.enum(manifestRefusals).nullable(),
  }),
  z.object({ kind: z.literal('mediaRequest'), sha256: sha256Schema, bytes: z.int(), neededAt: instantSchema }),
  z.object({ kind: z.literal('rows'), rows: z.array(sentRowSchema) }),
  z.object({ kind: z.literal('commandAnswer'), id: idSchema, at: instantSchema }),
  z.object({
    kind: z.literal('alarm'),
    code: z.enum(alarmCodes),
    at: instantSchema,
    airingKey: z.string().nullable(),
    detail: z.string(),
  }),
  /** The first sample has left; `latenessMs` against the plan by the monotonic clock. */
  z.object({
    kind: z.literal('started'),
    airingKey: idSchema,
    bulletinRef: idSchema,
    title: z.string(),
    startAt: instantSchema,
    durationMs: lengthSchema,
    latenessMs: z.number(),
  }),
  z.object({ kind: z.literal('status'), status: deviceStatusSchema }),
  z.object({ kind: z.literal('closed') }),
]);
export type DeviceMessage = z.infer<typeof deviceMessageSchema>;
