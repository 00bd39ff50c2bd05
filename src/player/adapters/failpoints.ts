export type Failpoint = 'after-intent' | 'first-sample' | 'middle' | 'one-second-left' | 'before-result';

/** Called at the instants where dying must do no harm. */
export type PassFailpoint = (point: Failpoint, airingKey: string) => void;

/**
 * Kills this process, as a power cut would, when the point named by LOA_FAILPOINT (`point@airingKey`) is passed. For tests; without
 * the variable it does nothing.
 */
export function failpointsOfEnvironment(): PassFailpoint {
  const wanted = process.env.LOA_FAILPOINT;
  return (point, airingKey) => {
    if (wanted === `${point}@${airingKey}`) process.kill(process.pid, 'SIGKILL');
  };
}
