#!/usr/bin/env node
import path from 'node:path';
import { newId } from '../platform/clock/identifiers';
import { SystemClock } from '../platform/clock/system-clock';
import { findFfmpeg } from '../platform/ffmpeg/find-ffmpeg';
import { createLogger } from '../platform/logging/logger';
import { HttpLink } from './adapters/http/http-link';
import { StationClient } from './adapters/http/station-client';
import { preferThisThread } from './adapters/priority';
import { BoxRefused, boxKey, joinStation, loadBox, nightStartAt, saveBox, shareOf } from './box';
import { startPlayer } from './compose';
import { playerSettingsSchema, type PlayerSettings } from './settings';
import { readSecret } from './sinks';

/** A box in the field that plays until it is closed. */
export interface RunningBox {
  deviceId: string;
  close(): Promise<void>;
}

/** Starts the stand-alone player of a data folder that has joined. Throws StartRefused. */
export async function runBox(dataDir: string): Promise<RunningBox> {
  const box = loadBox(dataDir);
  const { deviceId, zone, stationKeys, recoveryKey, stationUrl, ffmpegPath, ...rest } = box;
  const settings = playerSettingsSchema.parse({
    ...rest,
    ...{ deviceId, zone, stationKeys, recoveryKey, dataDir },
    recordingsDir: path.join(dataDir, 'recordings'),
    ffmpeg: await findFfmpeg(ffmpegPath === null ? {} : { ffmpegPath }),
  });
  requireFeed(settings);
  const log = createLogger({ level: settings.logLevel, name: `player ${deviceId}` });
  if (!preferThisThread()) log.info('no right to raise the priority of the player');
  const clock = new SystemClock();
  const boot = newId(clock.nowMs());
  const link = new HttpLink({
    client: new StationClient({ stationUrl, deviceId, boot, key: boxKey(dataDir), clock }),
    ...{ clock, log },
    incomingDir: path.join(dataDir, 'incoming'),
    alarmsFile: path.join(dataDir, 'alarms-owed'),
    share: shareOf(deviceId),
    nightStartAt: (now) => nightStartAt(now, zone),
  });
  const player = startPlayer(settings, link, log, boot, (keys) => saveBox(dataDir, { ...box, stationKeys: keys }));
  return {
    deviceId,
    close: async () => {
      await player.close();
      await link.close();
    },
  };
}

/** A feed that cannot be is said at the start, not at five in the morning. */
function requireFeed({ icecast, ffmpeg, dataDir }: PlayerSettings): void {
  if (!icecast) return;
  if (ffmpeg.kind !== 'native') {
    throw new BoxRefused(
      'icecast needs a native ffmpeg 5.1 or newer: install it, or name it as ffmpegPath in player.json',
    );
  }
  try {
    readSecret(path.resolve(dataDir, icecast.passwordFile));
  } catch (error) {
    throw new BoxRefused(`the password of the icecast server: ${(error as Error).message}`);
  }
}

/** `join <url> <code> <folder>` or `run <folder>`: the program of a box, without the rest of Loa. */
async function main([command, ...args]: string[]): Promise<void> {
  if (command === 'join' && args.length === 3) {
    const [url = '', code = '', dataDir = ''] = args;
    const box = await joinStation(dataDir, url, code);
    process.stdout.write(`đã nối: ${box.name} / joined as ${box.name} (${box.deviceId})\n`);
    return;
  }
  if (command === 'run' && args.length === 1) {
    const box = await runBox(args[0] ?? '');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void box.close().then(() => process.exit(0)));
    }
    return;
  }
  throw new Error('usage: join <url> <code> <folder> | run <folder>');
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`loa: ${(error as Error).message}\n`);
    process.exitCode = 1;
  });
}
