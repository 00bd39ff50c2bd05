import { type CommandLimits } from './run-command';

/** What one recording may cost. */
export interface MediaLimits extends Omit<CommandLimits, 'fileBytes'> {
  readonly maxDurationMs: number;
}

const mebibyte = 1024 * 1024;

/** Two hours of sound, half an hour of work, and less memory than a small server has. */
export const defaultMediaLimits: MediaLimits = {
  maxDurationMs: 7_200_000,
  niceness: 10,
  wallMs: 1_800_000,
  cpuSeconds: 1800,
  addressBytes: 4096 * mebibyte,
  residentBytes: 1536 * mebibyte,
};

/** Raw samples of the longest allowed recording, and a little more. */
export function commandLimits(limits: MediaLimits, form: { sampleRate: number; channels: number }): CommandLimits {
  const { maxDurationMs, ...rest } = limits;
  const seconds = Math.ceil(maxDurationMs / 1000) + 2;
  return { ...rest, fileBytes: seconds * form.sampleRate * form.channels * 4 + 4 * mebibyte };
}
