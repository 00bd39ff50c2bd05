import path from 'node:path';
import type { StationKeys } from './features/devices';
import { PlayerStarter, type PlayerOrder, type RunningPlayer } from './features/playout';
import type { Clock } from './platform/clock/clock';
import type { LoaConfig } from './platform/config/config';
import type { FfmpegBuild } from './platform/ffmpeg/find-ffmpeg';
import { startEmbeddedPlayer } from './player/host';

/** Where the WAVs of a device's file sink are. */
export const recordingsDir = (dataDir: string, deviceId: string): string => path.join(dataDir, 'recordings', deviceId);

/** Players of this machine: a worker thread for each embedded device, with a folder of its own. */
export class EmbeddedPlayers extends PlayerStarter {
  constructor(
    private readonly config: LoaConfig,
    private readonly clock: Clock,
    private readonly ffmpeg: FfmpegBuild,
    private readonly keys: StationKeys,
  ) {
    super();
  }

  start(order: PlayerOrder): Promise<RunningPlayer> {
    const { dataDir, sinks, logLevel } = this.config;
    const stationKeys = [...this.keys.pinned()].map(([keyId, key]) => ({
      keyId,
      publicPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    }));
    return startEmbeddedPlayer({
      settings: {
        deviceId: order.deviceId,
        dataDir: path.join(dataDir, 'players', order.deviceId),
        recordingsDir: recordingsDir(dataDir, order.deviceId),
        stationKeys,
        ffmpeg: this.ffmpeg,
        zone: order.timeZone,
        soundCard: sinks === 'auto' || sinks === 'alsa' ? 'auto' : 'off',
        logLevel,
      },
      clock: this.clock,
      onMessage: (message, send) => order.onMessage(message, send),
      onCrash: (error) => order.onCrash(error),
    });
  }
}
