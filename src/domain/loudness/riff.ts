/**
 * The length a WAV file's header claims, in ms. ffmpeg believes the size of the file instead, so a copy that broke off
 * half-way looks whole to it. Null when the beginning is no WAV header or claims nothing (recorders that stream write 0
 * or the largest number).
 */
export function riffDeclaredMs(head: Uint8Array): number | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 12 || tag(head, 0) !== 'RIFF' || tag(head, 8) !== 'WAVE') return null;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length;) {
    const name = tag(head, at);
    const size = view.getUint32(at + 4, true);
    if (name === 'fmt ' && at + 20 <= head.length) bytesPerSecond = view.getUint32(at + 16, true);
    if (name === 'data') {
      if (bytesPerSecond === 0 || size === 0 || size >= 0xffffff00) return null;
      return Math.round((size / bytesPerSecond) * 1000);
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
