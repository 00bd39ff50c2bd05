import { eventHeartbeatMs, linkEventSchema, type LinkEvent } from '../../../contracts/device/http-link';
import type { Clock } from '../../../platform/clock/clock';
import { StationAway, type StationClient } from './station-client';

/** No sign of life for so long: the connection is dead, whatever TCP thinks. */
const deadMs = 3 * eventHeartbeatMs;

export interface EventStreamEvents {
  onOpen(): void;
  onEvent(event: LinkEvent): void;
}

/** Listens to the station's events until the connection ends or `signal` aborts; always rejects or resolves, never hangs. */
export async function listenToEvents(
  client: StationClient,
  clock: Clock,
  signal: AbortSignal,
  events: EventStreamEvents,
): Promise<void> {
  const dead = new AbortController();
  let heardAtMs = clock.monotonicMs();
  const stop = clock.every(eventHeartbeatMs, () => {
    if (clock.monotonicMs() - heardAtMs > deadMs) dead.abort(new Error('the stream of events is dead'));
  });
  try {
    const response = await client.get('/api/device/events', {}, AbortSignal.any([signal, dead.signal]));
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      await response.body?.cancel();
      throw new StationAway('something else than the station answers: a log-in page of the network?');
    }
    events.onOpen();
    let rest = '';
    const decoder = new TextDecoder();
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      heardAtMs = clock.monotonicMs();
      const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) for (const event of read(block)) events.onEvent(event);
    }
  } finally {
    stop();
  }
}

/** Comments and what is not of the contract are passed over: a later station may say more. */
function read(block: string): LinkEvent[] {
  const data = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim())
    .join('\n');
  if (data === '') return [];
  try {
    const event = linkEventSchema.safeParse(JSON.parse(data));
    return event.success ? [event.data] : [];
  } catch {
    return [];
  }
}
