import type { Sink } from '../output/sink';

/** Takes everything and sounds nowhere: benches, monitors. */
export function createNullSink(): Sink {
  return {
    name: 'null',
    leadMs: 0,
    catchUpMs: 1000,
    open: async () => undefined,
    write: () => undefined,
    close: async () => undefined,
  };
}
