import fs from 'node:fs';
import path from 'node:path';
import { sampleRate, type Programme, type Sink } from '../output/sink';
import { WavRecording } from './wav-recording';

/** Periods the disk may owe before the sink counts as failed: ten seconds. */
const mostPending = 500;

/**
 * Writes what goes out into one WAV per programme, `<name>.wav`; sample 0 is the programme's first instant, so a place in the file is a
 * time of day, and silences stand in it as they were. Between programmes nothing is written. A file left by an earlier process is
 * continued at its place. Its header is right to half a second at any moment, also after kill -9.
 */
export class FileSink implements Sink {
  readonly name = 'file';
  readonly leadMs = 0;
  readonly catchUpMs = 1000;
  private recordings = new Map<string, WavRecording>();
  private closing = new Set<Promise<void>>();
  private failure: Error | null = null;

  constructor(private folder: string) {}

  async open(): Promise<void> {
    this.failure = null;
    fs.mkdirSync(this.folder, { recursive: true });
  }

  write(period: Int16Array, startMonotonicMs: number, programmes: readonly Programme[]): void {
    for (const [name, recording] of this.recordings) {
      this.failure ??= recording.failure;
      if (recording.pending > mostPending) this.failure ??= new Error('the disk does not follow the programme');
      if (!programmes.some((p) => p.name === name)) this.end(name, recording);
    }
    if (this.failure) throw this.failure;
    for (const programme of programmes) {
      const first = Math.round(((startMonotonicMs - programme.startMonotonicMs) * sampleRate) / 1000);
      const skipped = Math.max(0, -first);
      if (skipped >= period.length) continue;
      this.recordingOf(programme.name).put(period.subarray(skipped), Math.max(0, first));
    }
  }

  async close(): Promise<void> {
    for (const [name, recording] of this.recordings) this.end(name, recording);
    await Promise.all(this.closing);
  }

  private recordingOf(name: string): WavRecording {
    let recording = this.recordings.get(name);
    if (!recording) {
      recording = new WavRecording(path.join(this.folder, `${name}.wav`));
      this.recordings.set(name, recording);
    }
    return recording;
  }

  private end(name: string, recording: WavRecording): void {
    this.recordings.delete(name);
    const closed = recording
      .close()
      .catch((error: Error) => void (this.failure ??= error))
      .finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }
}
