import path from 'node:path';
import { newId } from '../platform/clock/identifiers';
import { SystemClock } from '../platform/clock/system-clock';
import { openLiveSource } from '../platform/ffmpeg/live-source';
import type { Logger } from '../platform/logging/logger';
import { pemOf, publicKeyFromPem } from '../platform/signing/keys';
import { openSqlite } from '../platform/sqlite/sqlite';
import { boxHealth } from './adapters/box-health';
import { failpointsOfEnvironment } from './adapters/failpoints';
import { askKernelSync } from './adapters/kernel-sync';
import { startHouseKeeping } from './house-keeping';
import type { Link } from './link';
import { ffmpegDecoder } from './media/decoder';
import { MediaStore } from './media/media-store';
import { PinnedKeys } from './pinned-keys';
import { Player } from './player';
import { RelayDesk } from './relay-desk';
import type { PlayerSettings } from './settings';
import { createSink } from './sinks';
import { ProgressNote } from './store/progress-note';
import { PlayerStore } from './store/player-store';

/** Puts a player together on this machine's clock, disk and ffmpeg, behind any link, and starts it. */
export function startPlayer(
  settings: PlayerSettings,
  link: Link,
  log: Logger,
  boot = newId(new SystemClock().nowMs()),
  keepKeys: (keys: PlayerSettings['stationKeys']) => void = () => undefined,
): Player {
  const clock = new SystemClock();
  const stationKeys = new Map(settings.stationKeys.map((k) => [k.keyId, publicKeyFromPem(k.publicPem)]));
  const { recoveryKey, ffmpeg } = settings;
  const player = new Player({
    settings,
    stationKeys,
    pinned: new PinnedKeys(stationKeys, recoveryKey && publicKeyFromPem(recoveryKey.publicPem), (keys) => {
      keepKeys([...keys].map(([keyId, key]) => ({ keyId, publicPem: pemOf(key) })));
      log.warn({ keyIds: [...keys.keys()] }, 'the station has a new key, by the word of its recovery key');
    }),
    boot,
    clock,
    store: new PlayerStore(openSqlite(path.join(settings.dataDir, 'player.sqlite'))),
    note: new ProgressNote(path.join(settings.dataDir, 'progress')),
    media: new MediaStore(path.join(settings.dataDir, 'media')),
    spoolFolder: path.join(settings.dataDir, 'spool'),
    decode: ffmpegDecoder(ffmpeg),
    // Only a native ffmpeg turns a stream into samples as they come.
    relays: new RelayDesk(
      ffmpeg.kind === 'native' ? (source) => openLiveSource(ffmpeg, source) : null,
      clock,
      (airingKey, detail) => log.warn({ airingKey, detail }, 'a relay did not come; trying again'),
    ),
    link,
    log,
    createSink: (output) => createSink(output, settings),
    askKernelSync: () => askKernelSync(),
    askHealth: () => boxHealth(settings.dataDir),
    passFailpoint: failpointsOfEnvironment(),
  });
  const stopHouseKeeping = startHouseKeeping(
    player,
    settings.recordingsDir,
    settings.recordingsKeptDays,
    settings.mediaBudgetBytes,
    log,
  );
  void player.closed.then(stopHouseKeeping);
  player.start();
  return player;
}
