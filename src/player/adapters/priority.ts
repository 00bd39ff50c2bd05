import os from 'node:os';

/** What a sound server takes on a desktop. */
const wanted = -11;

/**
 * Asks the scheduler to prefer the calling thread (on Linux priority belongs to threads). True when it agreed: it needs root, CAP_SYS_NICE
 * or a limit on nice (`LimitNICE` of systemd). Without it everything works, with later starts on a busy machine.
 */
export function preferThisThread(): boolean {
  try {
    os.setPriority(wanted);
    return true;
  } catch {
    return false;
  }
}
