import { z } from 'zod';

/** What the player is started with; plain data, so that it can be handed to a worker thread. */
export const playerSettingsSchema = z.object({
  deviceId: z.string().min(1),
  /** Store, media and PCM spool of this device alone. */
  dataDir: z.string().min(1),
  /** Where the file sink puts its WAVs. */
  recordingsDir: z.string().min(1),
  /** The station keys this device trusts, SPKI PEM. */
  stationKeys: z.array(z.object({ keyId: z.string(), publicPem: z.string() })).min(1),
  /** The key that may name the station's next one (X3); null where the station itself starts the player. */
  recoveryKey: z.object({ keyId: z.string(), publicPem: z.string() }).nullable().default(null),
  ffmpeg: z.object({ kind: z.enum(['native', 'wasm']), path: z.string(), version: z.string() }),
  /** Names recordings by local time. */
  zone: z.string().default('Asia/Ho_Chi_Minh'),
  /** `auto`: beside a file sink, also the sound card when there is one. */
  soundCard: z.enum(['auto', 'off']).default('off'),
  /** Opens and shuts the amplifier or the FM relay. */
  contact: z
    .object({ open: z.array(z.string()).min(1), shut: z.array(z.string()).min(1) })
    .nullable()
    .default(null),
  /** Where the box sends its sound in place of a sound card; the password stands in a file of its own. */
  icecast: z
    .object({
      url: z.url(),
      mount: z.string().regex(/^\/[\w./-]+$/),
      user: z
        .string()
        .regex(/^[^:\s]+$/)
        .default('source'),
      passwordFile: z.string().min(1).default('icecast.secret'),
      bitrateKbps: z.int().min(32).max(320).default(96),
    })
    .nullable()
    .default(null),
  /** Recordings beyond this give way, but never those that air within 72 hours. */
  mediaBudgetBytes: z.int().default(8_000_000_000),
  logLevel: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn'),
  spoolBudgetBytes: z.int().default(1_500_000_000),
  /** No honest clock is before this program's first release (P7). */
  earliestPossibleAt: z.int().default(Date.UTC(2026, 0, 1)),
  /** A jump of the clock without the kernel's word is believed after this long (P7). */
  clockSettleMs: z.int().default(10_000),
  recordingsKeptDays: z.int().default(30),
});
export type PlayerSettings = z.infer<typeof playerSettingsSchema>;
