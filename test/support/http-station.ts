import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import { FakeStation } from './manifest-station';

/** The station of the player's tests behind the HTTP of the real one: recordings by range, manifests by version, messages, events. */
export class HttpStation extends FakeStation {
  url = '';
  private streams = new Set<http.ServerResponse>();
  private server = http.createServer((request, response) => void this.answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Puts a recording in; returns its name. */
  keep(file: string, bytes: Buffer): string {
    fs.writeFileSync(file, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.files.set(sha256, file);
    return sha256;
  }

  tell(event: StationMessage | { kind: 'manifestChanged'; version: number | null }): void {
    for (const stream of this.streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  get listeners(): number {
    return this.streams.size;
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await bodyOf(request);
    const send = (value: unknown): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/api/device/challenge') return send({ nonce: 'nonce', expiresAt: Date.now() + 60_000 });
    if (path === '/api/device/session') return send({ token: 'token', expiresAt: Date.now() + 60_000 });
    if (path === '/api/device/messages') {
      const answers: StationMessage[] = [];
      const { messages } = JSON.parse(body) as { messages: DeviceMessage[] };
      for (const message of messages) this.receive(message, (answer) => answers.push(answer));
      return send({ answers: answers.filter((one) => one.kind === 'rowAnswers') });
    }
    if (path === '/api/device/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      this.streams.add(response);
      response.on('close', () => this.streams.delete(response));
      return this.tell({ kind: 'manifestChanged', version: this.manifest?.version ?? null });
    }
    if (path === '/api/device/manifest') return this.sendManifest(request, response);
    return this.sendMedia(path.split('/').at(-1) ?? '', request, response);
  }

  private sendManifest(request: http.IncomingMessage, response: http.ServerResponse): void {
    const message = this.manifest ? this.manifestMessage() : null;
    if (message?.kind !== 'manifest') return void response.writeHead(404).end('{"code":"NOT_FOUND"}');
    const etag = `"${this.manifest!.version}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, { etag, 'content-type': 'application/json' }).end(JSON.stringify(message.manifest));
  }

  private sendMedia(sha256: string, request: http.IncomingMessage, response: http.ServerResponse): void {
    const file = this.files.get(sha256);
    if (!file) return void response.writeHead(404).end('{"code":"NOT_FOUND"}');
    const bytes = fs.readFileSync(file);
    const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = first > 0 ? { 'content-range': `bytes ${first}-${bytes.length - 1}/${bytes.length}` } : {};
    const headers = { etag: `"${sha256}"`, 'content-length': bytes.length - first, 'content-type': 'audio/mp4' };
    response.writeHead(first > 0 ? 206 : 200, { ...headers, ...range }).end(bytes.subarray(first));
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
