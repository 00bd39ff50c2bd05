import type { Readable } from 'node:stream';

/** originals: what people sent, untouched (B3). masters: what devices play. peaks: what a waveform is drawn from. */
export const audioKinds = ['originals', 'masters', 'peaks'] as const;
export type AudioKind = (typeof audioKinds)[number];

/** A stored file: its name is the SHA-256 of its bytes, in hex. */
export interface StoredAudio {
  sha256: string;
  bytes: number;
}

/** Bytes that arrived and are not yet part of the store: `keep` or `discard` them, both may be called again. */
export interface Incoming extends StoredAudio {
  /** Makes it part of the store, on disk before it resolves; what is stored already stays as it is. */
  keep(kind: AudioKind): Promise<StoredAudio>;
  discard(): Promise<void>;
}

/** What became of a file that was to be removed. */
export type Removal = 'removed' | 'absent' | 'touched';

/** Both ends included, in bytes. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Files that arrive in several goes, each under an id of ours. What arrived stays when a go breaks off and when the process dies,
 * and is on disk when `append` ends, well or not.
 */
export interface PartialFiles {
  /** Adds a stream at the end, where `offset` bytes must be; resolves with how many there are then. DISK_FULL on a full disk. */
  append(id: string, source: Readable, offset: number): Promise<number>;
  /** How many bytes arrived; 0 for an id that is not known. */
  bytes(id: string): Promise<number>;
  /** Takes what arrived as a whole file; failing to keep it leaves it where it is. */
  collect(id: string): Promise<Incoming>;
  remove(id: string): Promise<void>;
  list(): Promise<string[]>;
}

/**
 * Where audio lives, by content: the same bytes are stored once, and a name never changes its content. Writing costs no memory to
 * speak of; a write that fails, whatever the reason, leaves nothing behind. A full disk is Fault DISK_FULL.
 */
export abstract class AudioStore {
  abstract readonly partials: PartialFiles;
  /** Takes a stream to its end, hashing on the way. A stream that fails rejects with its error. */
  abstract receive(source: Readable): Promise<Incoming>;
  /** Size in bytes, or null when nothing is stored under this name. */
  abstract size(kind: AudioKind, sha256: string): Promise<number | null>;
  /** Whether nothing at all is stored of a kind: then the store is new, or its disk is away. */
  abstract isEmpty(kind: AudioKind): Promise<boolean>;
  /** The bytes, or a part of them; Fault NOT_FOUND when nothing is stored under this name. */
  abstract open(kind: AudioKind, sha256: string, range?: ByteRange): Promise<Readable>;
  /**
   * Removes a file that nobody has kept since `untouchedSince` (an instant): whoever keeps the same bytes again touches it, and its
   * record may not be written yet. For retention alone, which asks the records first.
   */
  abstract remove(kind: AudioKind, sha256: string, untouchedSince: number): Promise<Removal>;
  /** Path of the file on this machine, for ffmpeg and for players inside this process. Read only. */
  abstract path(kind: AudioKind, sha256: string): string;

  /** `receive` and `keep` in one. */
  async put(kind: AudioKind, source: Readable): Promise<StoredAudio> {
    const incoming = await this.receive(source);
    return incoming.keep(kind);
  }
}
