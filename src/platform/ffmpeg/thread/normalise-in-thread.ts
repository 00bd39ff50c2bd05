import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled-file';
import { type NormaliseOptions } from '../normalise-file';
import { type NormaliseResult } from '../normalise-result';
import { failureToError, stopWord, type ThreadAnswer, type ThreadRequest } from './messages';

/** Two hours' readings and windows fit several times over; what needs more is a fault, and ends one thread instead of the service. */
const memoryLimits = { maxOldGenerationSizeMb: 512 };

/**
 * `normaliseFile` in a thread of its own: survey, limiter model and readings of an hour are seconds of pure computing, which would
 * hold up every request and the player's messages. Resolves or rejects, in the same way, when the thread is gone.
 */
export function normaliseInThread(options: NormaliseOptions): Promise<NormaliseResult> {
  const { signal, onStep, ...request } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(reasonOf(signal));
    const worker = new Worker(compiledFile('thread/worker.js'), {
      workerData: request satisfies ThreadRequest,
      resourceLimits: memoryLimits,
    });
    const stop = (): void => worker.postMessage(stopWord);
    let result: NormaliseResult | null = null;
    let failure: Error | null = null;
    worker.on('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'step') onStep?.(answer.step);
      else if (answer.kind === 'done') result = answer.result;
      else failure = failureToError(answer.failure);
    });
    worker.on('error', (error: Error) => (failure = error));
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      if (result !== null) return resolve(result);
      if (signal?.aborted === true) return reject(reasonOf(signal));
      reject(failure ?? new Error(`the normalising thread ended with code ${code}`));
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
