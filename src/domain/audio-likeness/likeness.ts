/** How alike two recordings sound, by their chromaprint values (one 32-bit value for about an eighth of a second). */
export interface Likeness {
  /** Share of differing bits where they lie over each other best: 0 the same sound, about 0.5 nothing in common. */
  readonly errorRate: number;
  /** Where the other begins against the first, in values; negative: earlier. */
  readonly shift: number;
}

/** Below this two recordings are taken for the same sound, encoded, cut or levelled differently. */
export const alikeBelow = 0.2;

/** Ten seconds either way: an opening or an end that was cut off. */
const furthestShift = 80;
/** About three seconds: less sound than that says nothing. */
const fewestValues = 24;
/** One jingle in common does not make two bulletins the same: most of the shorter one must lie over the other. */
const leastOverlap = 0.6;
/** Windows of ten seconds: what differs in one place, such as a new date, shows there and nowhere else. */
const windowValues = 80;
/** This share of the windows is judged, the best first. */
const judgedShare = 0.8;

/**
 * Lays `other` over `one` at every shift of up to ten seconds and compares bit by bit in windows. Null where either is too short
 * to say anything.
 */
export function likeness(one: Uint32Array, other: Uint32Array): Likeness | null {
  const shortest = Math.min(one.length, other.length);
  if (shortest < fewestValues) return null;
  const needed = Math.max(fewestValues, Math.ceil(shortest * leastOverlap));
  let best: Likeness | null = null;
  for (let shift = -furthestShift; shift <= furthestShift; shift += 1) {
    const from = Math.max(0, shift);
    const to = Math.min(one.length, other.length + shift);
    if (to - from < needed) continue;
    const errorRate = errorRateOf(one, other, { from, to, shift });
    if (best === null || errorRate < best.errorRate) best = { errorRate, shift };
  }
  return best;
}

function errorRateOf(
  one: Uint32Array,
  other: Uint32Array,
  { from, to, shift }: { from: number; to: number; shift: number },
): number {
  const rates: number[] = [];
  for (let start = from; start < to; start += windowValues) {
    const end = Math.min(to, start + windowValues);
    // A rest of a window says too little by itself.
    if (rates.length > 0 && end - start < fewestValues) break;
    let bits = 0;
    for (let at = start; at < end; at += 1) bits += ones((one[at]! ^ other[at - shift]!) >>> 0);
    rates.push(bits / (32 * (end - start)));
  }
  rates.sort((a, b) => a - b);
  const judged = rates.slice(0, Math.max(1, Math.ceil(rates.length * judgedShare)));
  return judged.reduce((sum, rate) => sum + rate, 0) / judged.length;
}

/** How many bits are set. */
function ones(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The values as text for a database: 32 bit little endian, base64. */
export function fingerprintText(values: Uint32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(4 * i, value, true));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The reverse of `fingerprintText`. */
export function readFingerprint(text: string): Uint32Array {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(4 * i, true));
}
