import { z } from 'zod';
import type {
  AiringWindow,
  AllClear,
  EmergencyOrder,
  FileSource,
  LocalSpan,
  Manifest,
  MediaEntry,
  PlannedItem,
  PlayNowOrder,
  Rundown,
  Silence,
  Snapshot,
  Source,
  Target,
  VolumeSpan,
} from '../../domain/playout/manifest';

export type {
  AiringWindow,
  EmergencyOrder,
  FileSource,
  Manifest,
  MediaEntry,
  PlannedItem,
  PlayNowOrder,
  Rundown,
  Silence,
  Snapshot,
  Source,
  Target,
  VolumeSpan,
};

/** The newest manifest format this code writes and reads. */
export const manifestFormatVersion = 1;

/** Integer milliseconds since the epoch (T1). */
export const instantSchema = z.int().min(0);
/** Integer milliseconds (T1). */
export const lengthSchema = z.int().min(0);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const idSchema = z.string().min(1).max(200);
export const playClassSchema = z.enum(['emergency', 'priority', 'normal']);

const zone = z.string().min(1).max(64);
const startLocal = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const endLocal = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** `[00:00, 24:00)` is the whole day. */
export const localSpanSchema = z.object({ zone, startLocal, endLocal }) satisfies z.ZodType<LocalSpan>;

export const airingWindowSchema = localSpanSchema.extend({
  exception: z.object({ reason: z.string().min(1), endAt: instantSchema.nullable() }).nullable(),
}) satisfies z.ZodType<AiringWindow>;

export const volumeSpanSchema = localSpanSchema.extend({
  percent: z.number().min(0).max(100),
}) satisfies z.ZodType<VolumeSpan>;

export const fileSourceSchema = z.object({
  kind: z.literal('file'),
  sha256: sha256Schema,
  gainDb: z.number().min(-60).max(20).optional(),
}) satisfies z.ZodType<FileSource>;

export const sourceSchema = z.discriminatedUnion('kind', [
  fileSourceSchema,
  z.object({
    kind: z.literal('relay'),
    url: z.url(),
    gainDb: z.number().min(-60).max(20).optional(),
    fallbackSha256: sha256Schema.optional(),
  }),
]) satisfies z.ZodType<Source>;

export const plannedItemSchema = z.object({
  airingKey: idSchema,
  startAt: instantSchema,
  durationMs: lengthSchema.min(1),
  latestStartAt: instantSchema,
  onMiss: z.enum(['skip', 'next-slot']),
  class: playClassSchema,
  bulletinRef: idSchema,
  source: sourceSchema,
}) satisfies z.ZodType<PlannedItem>;

export const rundownSchema = z.object({
  id: idSchema,
  version: z.int().min(0),
  areaCode: idSchema,
  slotOccurrenceId: idSchema,
  startAt: instantSchema,
  endAt: instantSchema,
  items: z.array(plannedItemSchema),
}) satisfies z.ZodType<Rundown>;

export const emergencyOrderSchema = z.object({
  commandId: idSchema,
  areaCode: idSchema,
  bulletinRef: idSchema,
  source: fileSourceSchema,
  durationMs: lengthSchema.min(1),
  startAt: instantSchema,
  repeatEveryMs: lengthSchema.min(1).nullable(),
  endAt: instantSchema,
  by: z.string(),
}) satisfies z.ZodType<EmergencyOrder>;

export const playNowOrderSchema = z.object({
  commandId: idSchema,
  areaCode: idSchema,
  bulletinRef: idSchema,
  source: fileSourceSchema,
  durationMs: lengthSchema.min(1),
  class: z.enum(['priority', 'normal']),
  startAt: instantSchema,
  expiresAt: instantSchema,
  by: z.string(),
}) satisfies z.ZodType<PlayNowOrder>;

export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('device') }),
  z.object({ kind: z.literal('rundown'), rundownId: idSchema }),
  z.object({ kind: z.literal('airing'), airingKey: idSchema }),
  z.object({ kind: z.literal('bulletin'), bulletinRef: idSchema }),
]) satisfies z.ZodType<Target>;

export const silenceSchema = z.object({
  id: idSchema,
  kind: z.enum(['hold', 'stop', 'recall']),
  target: targetSchema,
  fromAt: instantSchema,
  untilAt: instantSchema.nullable(),
  by: z.string(),
  reason: z.string(),
}) satisfies z.ZodType<Silence>;

export const allClearSchema = z.object({ commandId: idSchema, by: z.string() }) satisfies z.ZodType<AllClear>;

export const mediaEntrySchema = z.object({
  sha256: sha256Schema,
  bytes: z.int().min(0),
  mime: z.string().min(1),
}) satisfies z.ZodType<MediaEntry>;

export const snapshotSchema = z.object({
  kind: z.enum(['bulletin', 'chime', 'relay', 'text', 'live']),
  bulletinId: z.string().nullable(),
  versionId: z.string().nullable(),
  title: z.string(),
  topicCode: z.string().nullable(),
  originAreaCode: z.string(),
  relayed: z.boolean(),
  replay: z.boolean(),
  priority: playClassSchema,
  language: z.string(),
  validFrom: instantSchema.nullable(),
  validUntil: instantSchema.nullable(),
}) satisfies z.ZodType<Snapshot>;

/** Everything one device needs for the coming days (P2). Unknown fields of a later minor revision are ignored. */
export const manifestSchema = z.object({
  formatVersion: z.literal(manifestFormatVersion),
  deviceId: idSchema,
  version: z.int().min(1),
  keyId: idSchema,
  issuedAt: instantSchema,
  notBefore: instantSchema,
  notAfter: instantSchema,
  rundowns: z.array(rundownSchema),
  output: z.object({ sink: z.enum(['file', 'null', 'alsa']), name: z.string() }),
  windows: z.array(airingWindowSchema),
  volume: z.array(volumeSpanSchema),
  emergencies: z.array(emergencyOrderSchema),
  playNows: z.array(playNowOrderSchema).optional(),
  holds: z.array(silenceSchema),
  allClears: z.array(allClearSchema).optional(),
  media: z.array(mediaEntrySchema),
  snapshots: z.record(z.string(), snapshotSchema),
}) satisfies z.ZodType<Manifest>;

/**
 * A manifest on the wire: `payload` is its canonical JSON text, `signature` the Ed25519 signature of that text's UTF-8 bytes, base64.
 * The text travels as text, so that no parser between the two ends can alter what was signed.
 */
const signedTextSchema = z.object({ payload: z.string(), keyId: idSchema, signature: z.string() });

/** The recovery key's word on the station's next key (X3); `payload` holds a `Succession`. */
export type SignedSuccession = z.infer<typeof signedTextSchema>;

export const signedManifestSchema = signedTextSchema.extend({
  /** For devices that still pin an earlier key of the station: the way from it to the key of this manifest. */
  succession: z.array(signedTextSchema).max(100).optional(),
});
export type SignedManifest = z.infer<typeof signedManifestSchema>;

/** Why a device did not take a manifest (P2). */
export const manifestRefusals = [
  'malformed',
  'unsigned',
  'unknown-key',
  'altered',
  'format-unknown',
  'foreign',
  'older',
  'expired',
  'not-yet',
] as const;
export type ManifestRefusal = (typeof manifestRefusals)[number];
