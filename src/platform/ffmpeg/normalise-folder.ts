import fs from 'node:fs/promises';
import path from 'node:path';
import { masterExtensions, type LoudnessProfile } from '../../domain/loudness/profile';
import { AudioQueue } from './audio-queue';
import { describeBuild, type FfmpegBuild } from './find-ffmpeg';
import { safeStem, type NormaliseStep } from './normalise-file';
import { type NormaliseResult } from './normalise-result';
import { sha256Of } from './raw-samples';
import { normaliseInThread } from './thread/normalise-in-thread';

/** A result with the file it belongs to; `resumed` when it was done before and only looked up. */
export interface FolderResult extends Omit<NormaliseResult, 'peaks'> {
  readonly file: string;
  readonly resumed: boolean;
}

export interface FolderOptions {
  readonly files: readonly string[];
  readonly outDir: string;
  readonly profile: LoudnessProfile;
  readonly build: FfmpegBuild;
  readonly queue?: AudioQueue;
  readonly signal?: AbortSignal;
  readonly onProgress?: (file: string, step: NormaliseStep | 'done') => void;
}

/** Beside each master: what was measured, so that a second run need not do it again. */
interface Note {
  readonly format: 1;
  readonly profile: LoudnessProfile;
  readonly result: Omit<NormaliseResult, 'peaks'> & { readonly peaks: number[] | null };
}

/**
 * Normalises many files into one folder, several at once, and writes a note (`NAME.loa.json`) for each. A file whose note
 * has the same content hash, profile and ffmpeg build, with its master unchanged on disk, is not rendered again.
 * Two inputs of one name get different masters. Results stand in the order of `files`. A file that fails for another reason than its
 * content (it went away, the disk is full) is told of at the end and keeps none of the others from being done.
 * @throws FolderIncomplete when some failed; the signal's reason when aborted
 */
export async function normaliseFolder(options: FolderOptions): Promise<FolderResult[]> {
  const queue = options.queue ?? new AudioQueue();
  await fs.mkdir(options.outDir, { recursive: true });
  const named = await nameAll(options);
  const outcomes = await Promise.allSettled(
    named.map((entry) => queue.add(() => one(entry, options), signalOption(options))),
  );
  options.signal?.throwIfAborted();
  const failures = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected' ? [{ file: named[i]!.file, error: outcome.reason as unknown }] : [],
  );
  const results = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (failures.length > 0) throw new FolderIncomplete(results, failures);
  return results;
}

/** Some files could not be done; `results` holds those that were. */
export class FolderIncomplete extends Error {
  override readonly name = 'FolderIncomplete';

  constructor(
    readonly results: readonly FolderResult[],
    readonly failures: readonly { file: string; error: unknown }[],
  ) {
    super(
      failures
        .map(({ file, error }) => `${file}: ${error instanceof Error ? error.message : String(error)}`)
        .join('; '),
    );
  }
}

interface Named {
  readonly file: string;
  readonly stem: string;
  readonly sha256: string;
}

/** The first of a name keeps it; later ones of other content, and masters that would replace an input, carry eight digits of their hash. */
async function nameAll(options: FolderOptions): Promise<Named[]> {
  const inputs = new Set(await Promise.all(options.files.map((file) => fs.realpath(file))));
  const outDir = await fs.realpath(options.outDir);
  const taken = new Map<string, string>();
  const named: Named[] = [];
  for (const file of options.files) {
    const sha256 = await sha256Of(file);
    const plain = safeStem(path.basename(file, path.extname(file)) || 'master');
    const key = plain.toLowerCase();
    const owner = taken.get(key) ?? sha256;
    taken.set(key, owner);
    const free = owner === sha256 && !inputs.has(path.join(outDir, masterName(plain, options.profile)));
    named.push({ file, sha256, stem: free ? plain : `${plain}-${sha256.slice(0, 8)}` });
  }
  return named;
}

function masterName(stem: string, profile: LoudnessProfile): string {
  return `${stem}.${masterExtensions[profile.master]}`;
}

async function one(entry: Named, options: FolderOptions): Promise<FolderResult> {
  const { profile, build, outDir } = options;
  const notePath = path.join(outDir, `${entry.stem}.loa.json`);
  const known = await stillValid(notePath, entry, options);
  if (known !== null) {
    options.onProgress?.(entry.file, 'done');
    const { peaks: _, ...rest } = known;
    return { file: entry.file, resumed: true, ...rest };
  }
  const result = await normaliseInThread({
    input: entry.file,
    outDir,
    name: entry.stem,
    profile,
    build,
    onStep: (step) => options.onProgress?.(entry.file, step),
    ...signalOption(options),
  });
  const { peaks, ...rest } = result;
  const note: Note = { format: 1, profile, result: { ...rest, peaks: peaks === null ? null : Array.from(peaks) } };
  const draft = `${notePath}.${process.pid}.part`;
  await fs.writeFile(draft, JSON.stringify(note));
  await fs.rename(draft, notePath);
  options.onProgress?.(entry.file, 'done');
  return { file: entry.file, resumed: false, ...rest };
}

async function stillValid(notePath: string, entry: Named, options: FolderOptions): Promise<Note['result'] | null> {
  const text = await fs.readFile(notePath, 'utf8').catch(() => null);
  if (text === null) return null;
  const note = parseNote(text);
  if (note === null || note.result.originalSha256 !== entry.sha256) return null;
  if (note.result.ffmpeg !== describeBuild(options.build)) return null;
  if (JSON.stringify(note.profile) !== JSON.stringify(options.profile)) return null;
  if (note.result.state === 'refused') return note.result;
  const master = path.join(path.resolve(options.outDir), masterName(entry.stem, options.profile));
  const sha256 = await sha256Of(master).catch(() => null);
  return sha256 === note.result.sha256 ? { ...note.result, masterPath: master } : null;
}

function parseNote(text: string): Note | null {
  try {
    const note = JSON.parse(text) as Partial<Note>;
    return note.format === 1 && typeof note.result === 'object' ? (note as Note) : null;
  } catch {
    return null;
  }
}

function signalOption(options: FolderOptions): { signal?: AbortSignal } {
  return options.signal === undefined ? {} : { signal: options.signal };
}
