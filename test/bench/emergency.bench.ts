/**
 * How long an emergency takes from the request to the devices, and its all-clear: 500 devices on simulated links inside this process.
 * Counts transaction, commit and hand-over with the copy a message port makes; a player's own start stands in `bench start`.
 */
import type { DeviceHealth } from '../../src/features/devices';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { EventDispatcher } from '../../src/platform/events/event-dispatcher';
import { ended } from '../../src/domain/playout/orders';
import type { StationMessage } from '../../src/contracts/device/link';
import { EmbeddedDevices, type PlayerOrder, type PlayoutService } from '../../src/features/playout';
import { endId } from '../../src/features/playout/orders/command-id';
import { DeviceWords } from '../../src/features/playout/orders/device-words';
import { OrderRegister } from '../../src/features/playout/orders/order-register';
import { StationSide } from '../../src/features/playout/station-side';
import type { AudioStore } from '../../src/platform/storage/audio-store';
import { actor, openStation } from '../support/device-station';
import { aSnapshot, fakeSha } from '../support/manifest-builder';

const devices = 500;
const rounds = 5;
const minute = 60_000;

/** `p95Ms` is the worse of on and off. */
export async function emergencyBench(): Promise<object> {
  const station = await openStation('sqlite3');
  const { uow, read } = station.database;
  const clock = new SystemClock();
  let arrived: number[] = [];
  let begunAt = 0;
  let wake = (): void => undefined;
  const starter = {
    start: async ({ onMessage }: PlayerOrder) => ({
      send: (message: StationMessage) => {
        const copy = structuredClone(message);
        // As a port delivers: in a turn of its own.
        setImmediate(() => {
          if (copy.kind !== 'command') return;
          arrived.push(clock.monotonicMs() - begunAt);
          onMessage({ kind: 'commandAnswer', id: copy.id, at: Date.now() }, () => undefined);
          if (arrived.length === devices) wake();
        });
      },
      close: async () => undefined,
    }),
  };
  const events = new EventDispatcher(station.database, clock, () => undefined);
  const words = new DeviceWords(uow, read, station.devices, station.manifests);
  const side = new StationSide(events, {} as AudioStore, starter, clock, {} as DeviceHealth);
  const line = new EmbeddedDevices(
    words,
    station.areas,
    station.devices,
    station.manifests,
    {} as PlayoutService,
    side,
  );
  const register = new OrderRegister(uow, read, station.areas, station.devices, line);
  for (let i = 0; i < devices; i += 1) await station.createDevice({ kind: 'embedded', name: `Loa ${i}` });
  await line.start((_, error) => {
    throw error;
  });

  const measure = async (work: () => Promise<unknown>): Promise<number[]> => {
    arrived = [];
    const all = new Promise<void>((resolve) => (wake = resolve));
    begunAt = clock.monotonicMs();
    await work();
    await all;
    return arrived;
  };
  const [on, off]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    let id = '';
    on.push(
      ...(await measure(async () => {
        const order = await register.place(actor, {
          ...{ kind: 'emergency', areaCode: '23538', reason: '', untilAt: station.clock.now + 60 * minute },
          content: {
            ...{ kind: 'emergency', repeatEveryMs: 10 * minute, bulletinRef: `b/${round}`, durationMs: 5_000 },
            ...{ source: { kind: 'file', sha256: fakeSha(round) }, mediaBytes: 100, mime: 'audio/mp4' },
            snapshot: aSnapshot(),
          },
        });
        id = order.id;
      })),
    );
    off.push(...(await measure(() => register.end(actor, '23538', id, (order, now) => ended(order, 'lan', now)))));
  }
  // Comes after the confirmations that are still being stored.
  await words.obeyed('bench', endId('bench'));
  await line.stop();
  await events.stop();
  await station.close();
  return { p95Ms: Math.max(p95(on), p95(off)), on: { p95Ms: p95(on) }, off: { p95Ms: p95(off) }, devices, rounds };
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0) * 10) / 10;
}
