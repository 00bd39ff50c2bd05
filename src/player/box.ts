import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { localMsOfDay } from '../domain/playout/windows';
import { loadOrCreateSigningKey } from '../platform/signing/keys';
import { playerSettingsSchema } from './settings';

const stationKeySchema = z.object({ keyId: z.string(), publicPem: z.string() });

/** What a box knows of its station and of itself: `player.json` in its data folder, made by joining. */
export const boxSchema = playerSettingsSchema
  .pick({
    contact: true,
    soundCard: true,
    icecast: true,
    mediaBudgetBytes: true,
    recordingsKeptDays: true,
    logLevel: true,
  })
  .extend({
    stationUrl: z.url(),
    deviceId: z.string().min(1),
    name: z.string(),
    zone: z.string(),
    stationKeys: z.array(stationKeySchema).min(1),
    recoveryKey: stationKeySchema,
    ffmpegPath: z.string().nullable().default(null),
  });
export type Box = z.infer<typeof boxSchema>;

const joinedSchema = z.object({
  deviceId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  stationKeys: z.array(stationKeySchema).min(1),
  recoveryKey: stationKeySchema,
});

/** The box cannot start or join, and what to do about it: one clear line. */
export class BoxRefused extends Error {
  override readonly name = 'StartRefused';
}

const boxFile = (dataDir: string): string => path.join(dataDir, 'player.json');
export const boxKey = (dataDir: string): ReturnType<typeof loadOrCreateSigningKey> =>
  loadOrCreateSigningKey(path.join(dataDir, 'player.pem'));

/** Reads `player.json`; throws BoxRefused when it has not joined or cannot be read. */
export function loadBox(dataDir: string): Box {
  const file = boxFile(dataDir);
  if (!fs.existsSync(file)) throw new BoxRefused(`${dataDir} has not joined a station: run \`loa player join\``);
  try {
    return boxSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    throw new BoxRefused(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Joins a station: makes the box's own key, uses the one-time code, pins the station's keys. Joining again replaces what was pinned
 * and keeps the settings of this box. Throws BoxRefused.
 */
export async function joinStation(dataDir: string, stationUrl: string, code: string): Promise<Box> {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { publicPem } = boxKey(dataDir);
  const response = await fetch(new URL('/api/device/join', stationUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicPem }),
    redirect: 'manual',
  }).catch((error: unknown) => {
    throw new BoxRefused(`${stationUrl} cannot be reached: ${(error as Error).message}`);
  });
  const said: unknown = await response.json().catch(() => null);
  const joined = joinedSchema.safeParse(said);
  if (!joined.success) {
    const { detail } = z.object({ detail: z.string() }).safeParse(said).data ?? {};
    throw new BoxRefused(detail ?? `${stationUrl} does not answer as a station of Loa (status ${response.status})`);
  }
  const { timeZone: zone, ...rest } = joined.data;
  const before: unknown = fs.existsSync(boxFile(dataDir)) ? JSON.parse(fs.readFileSync(boxFile(dataDir), 'utf8')) : {};
  const box = boxSchema.parse({ soundCard: 'auto', ...(before as object), ...rest, zone, stationUrl });
  saveBox(dataDir, box);
  return box;
}

/** Writes `player.json` whole, or leaves the one before. */
export function saveBox(dataDir: string, box: Box): void {
  const temporary = `${boxFile(dataDir)}.new`;
  fs.writeFileSync(temporary, JSON.stringify(box, null, 2), { mode: 0o600, flush: true });
  fs.renameSync(temporary, boxFile(dataDir));
}

/** A share in [0, 1) that a device keeps for life: spreads what many would do at once. */
export function shareOf(deviceId: string): number {
  return createHash('sha256').update(deviceId).digest().readUInt32BE(0) / 2 ** 32;
}

const nightStartsMs = 22 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** 22:00 local of the night that has begun, or of the coming one. */
export function nightStartAt(now: number, zone: string): number {
  const local = localMsOfDay(now, zone);
  // Until three in the morning it is still the night before.
  return now - local + nightStartsMs - (local < 3 * 3_600_000 ? dayMs : 0);
}
