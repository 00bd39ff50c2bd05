import type { LoaConfig } from '../platform/config/config';

type ServiceClass<T> = abstract new (...args: never[]) => T;

/** Where a command's settings come from. */
export type ReadConfig = () => LoaConfig;

type OpenService<T> = <R>(mode: 'read' | 'write', work: (service: T) => Promise<R>) => Promise<R>;

/**
 * Gives a command one of the features' services over the configured store, and closes the store behind it. `read` looks while a service
 * may be running; `write` refuses then, since two writers would not know of each other (StartRefused says what to do).
 */
export function serviceOf<T extends object>(config: ReadConfig, load: () => Promise<ServiceClass<T>>): OpenService<T> {
  return async <R>(mode: 'read' | 'write', work: (service: T) => Promise<R>): Promise<R> => {
    const { openContext } = await import('../service.js');
    const { app, close } = await openContext(config(), mode);
    try {
      return await work(app.get(await load(), { strict: false }));
    } finally {
      await close();
    }
  };
}
