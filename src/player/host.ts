import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import type { DeviceMessage, StationMessage } from '../contracts/device/link';
import type { Clock } from '../platform/clock/clock';
import { projectRoot } from '../platform/ffmpeg/compiled-file';
import { playerSettingsSchema } from './settings';

export interface EmbeddedPlayerOptions {
  settings: z.input<typeof playerSettingsSchema>;
  clock: Clock;
  /** Everything the device says, in order; `send` answers it. After each `hello` (also after a restart) it wants its manifest. */
  onMessage(message: DeviceMessage, send: (answer: StationMessage) => void): void;
  /** The thread died by itself; it is started again after a moment. */
  onCrash?(error: Error): void;
}

/** A player in a worker thread of this process (design section 6). */
export interface EmbeddedPlayer {
  send(message: StationMessage): void;
  /** Ends what sounds, writes its results, and resolves when the thread is gone. Rows not answered yet wait in its store. */
  close(): Promise<void>;
}

const firstRestartMs = 500;
const longestRestartMs = 30_000;
/** A small young generation keeps the thread small; the old one has room for a manifest of a month. */
const memoryLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 192 };

/** The compiled worker: beside this file, or in `dist` when this code runs from TypeScript or from another build of it. */
export function workerFile(): string {
  const beside = path.join(__dirname, 'worker.js');
  return existsSync(beside) ? beside : path.join(projectRoot, 'dist', 'player', 'worker.js');
}

/** Starts the player; resolves when it has said hello. Rejects when the settings are wrong or the thread cannot start. */
export async function startEmbeddedPlayer(options: EmbeddedPlayerOptions): Promise<EmbeddedPlayer> {
  const settings = playerSettingsSchema.parse(options.settings);
  const { clock } = options;
  let worker: Worker;
  let closing = false;
  let gone: Promise<void>;
  let delayMs = firstRestartMs;

  const launch = (): Promise<void> => {
    worker = new Worker(workerFile(), { workerData: settings, resourceLimits: memoryLimits });
    const current = worker;
    let failure: Error | null = null;
    return new Promise((resolve, reject) => {
      current.on('message', (message: DeviceMessage) => {
        if (message.kind === 'hello') {
          delayMs = firstRestartMs;
          resolve();
        }
        options.onMessage(message, (answer) => current.postMessage(answer));
      });
      current.on('error', (error) => (failure = error));
      gone = new Promise((left) => {
        current.on('exit', () => {
          left();
          if (closing) return resolve();
          const error = failure ?? new Error('the player thread ended');
          reject(error);
          options.onCrash?.(error);
        });
      });
    });
  };

  /** A thread that died is started again, later each time it dies young. */
  const watch = async (): Promise<void> => {
    for (;;) {
      await gone;
      if (closing) return;
      await clock.sleep(delayMs);
      delayMs = Math.min(delayMs * 2, longestRestartMs);
      if (closing) return;
      await launch().catch(() => undefined);
    }
  };

  await launch();
  const watching = watch();
  return {
    send: (message) => worker.postMessage(message),
    close: async () => {
      closing = true;
      worker.postMessage({ kind: 'close' } satisfies StationMessage);
      await gone;
      await watching;
    },
  };
}
