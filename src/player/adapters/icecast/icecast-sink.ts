import type { Socket } from 'node:net';
import type { Clock } from '../../../platform/clock/clock';
import type { LiveEncoder } from '../../../platform/ffmpeg/encode-live';
import { periodSamples, sampleRate, type Sink } from '../../output/sink';
import { connectSource, SourceRefused, type SourceAddress } from './source-connection';

/** A server that is away for longer fails what sounds; until then it is only a gap in what its listeners hear. */
const longestGapMs = 10_000;
const firstPauseMs = 500;
const longestPauseMs = 4000;
/** More than this waiting before the encoder means that it has stopped. */
const mostQueuedBytes = 4 * sampleRate;
/** What a slow line owes is dropped beyond this: listeners would fall behind for good. */
const mostUnsentBytes = 256 * 1024;

export interface IcecastOptions {
  address: SourceAddress;
  name: string;
  clock: Clock;
  encode: () => LiveEncoder;
  connect?: (address: SourceAddress, name: string) => Promise<Socket>;
}

/**
 * Sends the stream as MP3 to an Icecast server: a feed of an FM transmitter, or listening online. The encoder lives from `open` to
 * `close`; a connection that breaks is opened again, and the sound goes on where it is by then, since MP3 can be joined anywhere.
 */
export class IcecastSink implements Sink {
  readonly name: string;
  /** What the encoder keeps back; the network's and the listener's delay come on top and cannot be known. */
  readonly leadMs = 100;
  readonly catchUpMs = 1000;
  private encoder: LiveEncoder | null = null;
  private socket: Socket | null = null;
  private failure: Error | null = null;
  private downSinceMs: number | null = null;
  private stop = new AbortController();
  private keeping: Promise<void> = Promise.resolve();
  /** Connections made again since the last `open`. */
  reconnections = 0;

  constructor(private options: IcecastOptions) {
    const { url, mount } = options.address;
    this.name = `icecast ${new URL(mount, url).href}`;
  }

  /** Rejects when the server does not take the source now: nobody would hear the programme. */
  async open(): Promise<void> {
    const { connect = connectSource, address, name, encode } = this.options;
    this.failure = null;
    this.downSinceMs = null;
    this.reconnections = 0;
    this.stop = new AbortController();
    this.adopt(await connect(address, name));
    const encoder = encode();
    this.encoder = encoder;
    const failed = (error?: Error): void => {
      if (this.encoder === encoder) this.failure ??= error ?? new Error('ffmpeg ended');
    };
    encoder.input.on('error', failed);
    encoder.output.on('error', failed).on('end', () => failed());
    encoder.output.on('data', (piece: Buffer) => {
      if (this.socket && this.socket.writableLength < mostUnsentBytes) this.socket.write(piece);
    });
  }

  write(period: Int16Array): void {
    const { encoder, downSinceMs } = this;
    if (this.failure) throw this.failure;
    if (!encoder) throw new Error('the feed is not open');
    if (downSinceMs !== null && this.options.clock.monotonicMs() - downSinceMs > longestGapMs) {
      throw new Error('the icecast server cannot be reached');
    }
    if (encoder.input.writableLength > mostQueuedBytes) throw new Error('ffmpeg takes no sound');
    encoder.input.write(Buffer.from(new Uint8Array(period.buffer, period.byteOffset, periodSamples * 2)));
  }

  async close(): Promise<void> {
    const { encoder } = this;
    this.encoder = null;
    if (encoder) {
      const drained = new Promise<void>((resolve) => encoder.output.once('close', resolve));
      encoder.input.end();
      const late = new AbortController();
      await Promise.race([drained, this.options.clock.sleep(3000, late.signal).catch(() => undefined)]);
      late.abort();
      encoder.kill();
    }
    this.stop.abort(new Error('the feed ends'));
    await this.keeping;
    const { socket } = this;
    this.socket = null;
    if (socket) await new Promise<void>((resolve) => socket.once('close', () => resolve()).end(() => socket.destroy()));
  }

  private adopt(socket: Socket): void {
    this.socket = socket;
    this.downSinceMs = null;
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.downSinceMs = this.options.clock.monotonicMs();
      if (this.encoder && !this.stop.signal.aborted) this.keeping = this.reconnect();
    });
  }

  private async reconnect(): Promise<void> {
    const { connect = connectSource, address, name, clock } = this.options;
    const { signal } = this.stop;
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      await clock.sleep(pauseMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const socket = await connect(address, name);
        if (signal.aborted) return void socket.destroy();
        this.reconnections += 1;
        return this.adopt(socket);
      } catch (error) {
        if (error instanceof SourceRefused) this.failure ??= error;
        if (this.failure) return;
      }
    }
  }
}
