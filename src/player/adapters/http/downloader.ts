import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../platform/clock/clock';
import { hashFile } from '../../media/media-store';
import { StationAway, type StationClient } from './station-client';

/** A connection that brings nothing for so long is given up; what came stays. */
const stallMs = 20_000;

/** What arrived is not the recording: a wrong byte somewhere, or another file altogether. Nothing of it is kept. */
export class WrongRecording extends Error {
  override readonly name = 'WrongRecording';
}

/** Fetches recordings by range into `<folder>/<sha256>.part`, going on where an earlier try broke off, also after a restart (P3). */
export class Downloader {
  /** Bytes of recordings received in all: what the link cost. */
  received = 0;

  constructor(
    private folder: string,
    private client: StationClient,
    private clock: Clock,
  ) {
    fs.mkdirSync(folder, { recursive: true });
  }

  /**
   * Goes on with a recording; resolves with its file once it is whole and has the right hash. Rejects with StationAway when the
   * connection breaks (call again, nothing is lost), WrongRecording when it must begin anew. `bytes`: 0 where it is not known.
   */
  async fetch(sha256: string, bytes: number): Promise<string> {
    const file = path.join(this.folder, `${sha256}.part`);
    let have = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    let total = bytes > 0 ? bytes : null;
    if (total !== null && have > total) {
      await fsp.rm(file, { force: true });
      have = 0;
    }
    if (total === null || have < total) total = await this.goOn(file, sha256, have);
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (total !== null && size < total) throw new StationAway('the connection ended before the recording did');
    if ((await hashFile(file)) === sha256) return file;
    await fsp.rm(file, { force: true });
    throw new WrongRecording('what came is not the recording that was promised');
  }

  /** Removes what an earlier life began and nobody wants any more. */
  async sweep(keep: ReadonlySet<string>): Promise<void> {
    for (const name of await fsp.readdir(this.folder)) {
      if (!keep.has(name.replace(/\.part$/, ''))) await fsp.rm(path.join(this.folder, name), { force: true });
    }
  }

  /** Returns how long the whole recording is, by the station's word. */
  private async goOn(file: string, sha256: string, have: number): Promise<number | null> {
    const etag = `"${sha256}"`;
    const abort = new AbortController();
    const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-`, 'if-range': etag } : {};
    const response = await this.client.get(`/api/device/media/${sha256}`, headers, abort.signal);
    if (response.status === 416) {
      await response.body?.cancel();
      return Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? have);
    }
    if (response.headers.get('etag') !== etag || !response.body) {
      abort.abort();
      throw new StationAway('something else than the station answers: a log-in page of the network?');
    }
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
    const from = response.status === 206 ? Number(range?.[1] ?? -1) : 0;
    if (from !== 0 && from !== have) {
      abort.abort();
      throw new StationAway('the station sent another part than was asked for');
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    await this.save(file, from, response.body, abort);
    if (range) return Number(range[2]);
    return Number.isFinite(length) ? length : null;
  }

  private async save(
    file: string,
    from: number,
    body: ReadableStream<Uint8Array>,
    abort: AbortController,
  ): Promise<void> {
    const handle = await fsp.open(file, fs.constants.O_WRONLY | fs.constants.O_CREAT);
    const reader = body.getReader();
    try {
      await handle.truncate(from);
      for (let position = from; ;) {
        const piece = await this.inTime(reader.read(), abort);
        if (piece.done) break;
        await handle.write(piece.value, 0, piece.value.length, position);
        position += piece.value.length;
        this.received += piece.value.length;
      }
      await handle.sync();
    } catch (error) {
      abort.abort();
      throw new StationAway((error as Error).message);
    } finally {
      await handle.close();
    }
  }

  private async inTime<T>(work: Promise<T>, abort: AbortController): Promise<T> {
    const timer = new AbortController();
    void this.clock.sleep(stallMs, timer.signal).then(
      () => abort.abort(new Error('the connection has stalled')),
      () => undefined,
    );
    try {
      return await work;
    } finally {
      timer.abort();
    }
  }
}
