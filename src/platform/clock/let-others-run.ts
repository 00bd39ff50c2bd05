/** Resolves after whatever waits in this process had a turn: for long work in small steps. */
export const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
