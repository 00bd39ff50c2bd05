/** The words of a device (design section 2). */

export const deviceKinds = [
  'loudspeaker',
  'fm',
  'wired',
  'truck',
  'manual',
  'web-stream',
  'monitor',
  'embedded',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** `auto`: a file, and a sound card beside it where the machine has one. */
export const sinkNames = ['file', 'null', 'alsa', 'auto'] as const;
export type SinkName = (typeof sinkNames)[number];

const alwaysCounting: readonly DeviceKind[] = ['loudspeaker', 'fm', 'wired', 'truck', 'manual'];

/**
 * L5: whether what the device airs counts as airtime of its commune. Web streams and monitors reach nobody in the street; an
 * embedded demonstration counts only where the area says so.
 */
export function counts(kind: DeviceKind, area: { countsEmbedded: boolean }): boolean {
  return alwaysCounting.includes(kind) || (kind === 'embedded' && area.countsEmbedded);
}

/** What the manifest tells the player about its output (P2): for `auto` the file, named so that the host adds the sound card. */
export function outputOf(sink: SinkName): { sink: 'file' | 'null' | 'alsa'; name: string } {
  if (sink === 'auto') return { sink: 'file', name: 'auto' };
  return { sink, name: sink === 'alsa' ? 'default' : '' };
}
