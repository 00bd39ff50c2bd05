import type { DeviceStatus } from '../contracts/device/link';
import type { Manifest } from '../contracts/device/manifest';
import { completeUntil } from '../domain/playout/media-keep';
import type { PlayoutState } from '../domain/playout/state';
import { volumeAt } from '../domain/playout/windows';
import type { Conductor } from './conductor';

export interface StatusParts {
  boot: string;
  manifest: Manifest | null;
  clockTrust: DeviceStatus['clockTrust'];
  conductor: Pick<Conductor, 'sounding' | 'lastSoundAt' | 'sinkName' | 'underRuns'>;
  silentForMs: number | null;
  outbox: number;
  hasMedia: (sha256: string) => boolean;
  titleOf: (bulletinRef: string) => string;
}

/** Speech pauses; a quiet of two seconds does not. */
const pauseMs = 2000;
const levelOf = (lastSoundAt: number | null, now: number): 'sound' | 'silent' =>
  lastSoundAt !== null && now - lastSoundAt < pauseMs ? 'sound' : 'silent';

/** How the player is, for its heartbeat and for whoever listens live. */
export function deviceStatus(state: PlayoutState, parts: StatusParts): DeviceStatus {
  const { boot, manifest, clockTrust, conductor, silentForMs, outbox, hasMedia, titleOf } = parts;
  const { sounding } = conductor;
  const open = state.rundowns
    .flatMap((rundown) => rundown.items)
    .filter((item) => item.startAt > state.now && !state.settled.has(item.airingKey));
  const media = manifest?.media ?? [];
  return {
    at: state.now,
    boot,
    manifestVersion: manifest?.version ?? null,
    clockTrust,
    sounding: sounding && {
      airingKey: sounding.airing.airingKey,
      bulletinRef: sounding.airing.bulletinRef,
      title: titleOf(sounding.airing.bulletinRef),
      startAt: sounding.startAt,
      durationMs: sounding.airing.plannedMs,
      heardMs: sounding.heardMs,
    },
    nextStartAt: open.length > 0 ? Math.min(...open.map((item) => item.startAt)) : null,
    media: { ready: media.filter(({ sha256 }) => hasMedia(sha256)).length, all: media.length },
    mediaCompleteUntil: manifest && completeUntil(open, hasMedia, manifest.notAfter),
    volumePercent: manifest && volumeAt(manifest.volume, state.now),
    outbox,
    sink: conductor.sinkName,
    underRuns: conductor.underRuns,
    silentForMs,
    outputLevel: sounding && levelOf(conductor.lastSoundAt, state.now),
  };
}
