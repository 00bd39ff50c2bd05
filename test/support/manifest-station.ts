import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import type { DeviceRow, ResultRow, SentRow } from '../../src/contracts/device/rows';
import type { Manifest } from '../../src/domain/playout/manifest';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { signManifest } from '../../src/platform/signing/manifest-signature';
import { wavHeader } from '../../src/player/output/wav';

/** Noise that never repeats and is never zero, the same for the same seed: a sample tells which file it is of, and where. */
export function knownSamples(seed: number, ms: number): Int16Array {
  let state = seed * 2_654_435_761;
  const samples = new Int16Array(ms * 48);
  for (let i = 0; i < samples.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    samples[i] = state >> 17 || 1;
  }
  return samples;
}

export function writeWav(file: string, samples: Int16Array): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const bytes = Buffer.concat([wavHeader(data.length), data]);
  fs.writeFileSync(file, bytes);
  return createHash('sha256').update(bytes).digest('hex');
}

/** The samples of a WAV that the player wrote; fails when its header promises more than is there. */
export function readWav(file: string): Int16Array {
  const bytes = fs.readFileSync(file);
  const length = bytes.readUInt32LE(40);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt32LE(4) !== length + 36) throw new Error('no WAV');
  if (bytes.length < 44 + length)
    throw new Error(`the header promises ${length} bytes, there are ${bytes.length - 44}`);
  const data = bytes.subarray(44, 44 + length);
  return new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + length));
}

/** The station's end of the link: gives media by path, stores rows, remembers everything. */
export class FakeStation {
  readonly key = generateSigningKey();
  readonly files = new Map<string, string>();
  readonly messages: DeviceMessage[] = [];
  readonly rows: SentRow[] = [];
  manifest: Omit<Manifest, 'keyId'> | null = null;
  answersRows = true;

  get stationKeys(): { keyId: string; publicPem: string }[] {
    return [{ keyId: this.key.keyId, publicPem: this.key.publicPem }];
  }

  manifestMessage(): StationMessage {
    return { kind: 'manifest', manifest: signManifest(this.manifest!, this.key) };
  }

  receive(message: DeviceMessage, send: (answer: StationMessage) => void): void {
    this.messages.push(message);
    if (message.kind === 'hello' && this.manifest) send(this.manifestMessage());
    if (message.kind === 'mediaRequest') {
      const file = this.files.get(message.sha256);
      if (file) send({ kind: 'mediaPath', sha256: message.sha256, path: file });
      else send({ kind: 'mediaUnavailable', sha256: message.sha256, reason: 'no such file' });
    }
    if (message.kind === 'rows' && this.answersRows) {
      const known = new Set(this.rows.map((r) => `${r.boot} ${r.sequence}`));
      this.rows.push(...message.rows.filter((r) => !known.has(`${r.boot} ${r.sequence}`)));
      send({
        kind: 'rowAnswers',
        answers: message.rows.map(({ boot, sequence }) => ({ boot, sequence, status: 'stored' })),
      });
    }
  }

  get decoded(): DeviceRow[] {
    return this.rows.map((r) => JSON.parse(r.bytes) as DeviceRow);
  }

  result(airingKey: string): ResultRow | undefined {
    const results = this.decoded.filter((r): r is ResultRow => r.kind === 'result' && r.airingKey === airingKey);
    if (results.length > 1) throw new Error(`${results.length} results for ${airingKey}`);
    return results[0];
  }

  of<K extends DeviceMessage['kind']>(kind: K): Extract<DeviceMessage, { kind: K }>[] {
    return this.messages.filter((m): m is Extract<DeviceMessage, { kind: K }> => m.kind === kind);
  }
}

/** Waits in real time, for tests with the real player. */
export async function eventually<T>(
  look: () => T | undefined | null | false,
  limitMs: number,
  what: string,
  everyMs = 25,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
