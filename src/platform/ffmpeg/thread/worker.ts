/** Entry of a thread that normalises one recording and ends. The request is in `workerData`. */
import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { defaultMediaLimits } from '../media-limits';
import { normaliseFile } from '../normalise-file';
import { describeFailure, type ThreadAnswer, type ThreadRequest } from './messages';

const port = parentPort;
if (!port) throw new Error('the normalising worker runs in a worker thread');
const request = workerData as ThreadRequest;
const say = (answer: ThreadAnswer): void => port.postMessage(answer);
const stop = new AbortController();
port.on('message', () => stop.abort(new Error('stopped')));
yieldToPlaying();

void normaliseFile({ ...request, signal: stop.signal, onStep: (step) => say({ kind: 'step', step }) })
  .then(
    (result) => say({ kind: 'done', result }),
    (error: unknown) => say({ kind: 'failed', failure: describeFailure(error) }),
  )
  .finally(() => port.close());

/** Linux keeps a niceness for each thread; elsewhere this would slow down the whole process. */
function yieldToPlaying(): void {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(request.limits?.niceness ?? defaultMediaLimits.niceness);
  } catch {
    // Not every system lets a thread yield.
  }
}
