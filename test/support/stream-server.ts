/** A radio station on this machine: a tone over HTTP as fast as it sounds, with the faults that radio stations have. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StreamGuard } from '../../src/platform/network/fetch-stream';
import { wavHeader } from '../../src/player/output/wav';

export interface StreamServer {
  url(path: string): string;
  /** From now on nothing is sent, though the connections stay. */
  stall(): void;
  /** Every connection is cut. */
  die(): void;
  close(): Promise<void>;
}

/** Takes this machine for the Internet; everything else is judged as ever. */
export const hereToo = (guard: StreamGuard): StreamGuard => ({
  ...guard,
  faultOf: (address) => (address.startsWith('http://127.0.0.1:') ? null : guard.faultOf(address)),
});

/** `/tone/<percent of full scale>` sounds, `/to/<address>` redirects, the rest is not found. */
export async function startStreamServer(): Promise<StreamServer> {
  const open = new Set<http.ServerResponse>();
  let stalled = false;
  const server = http.createServer((request, response) => {
    const [, kind, what = ''] = (request.url ?? '').split('/');
    if (kind === 'to') return void response.writeHead(302, { location: decodeURIComponent(what) }).end();
    if (kind !== 'tone') return void response.writeHead(404).end();
    open.add(response);
    response.on('close', () => open.delete(response));
    response.writeHead(200, { 'content-type': 'audio/wav' }).write(wavHeader(0x7fff0000));
    const began = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      // A second ahead, as Icecast is to a new listener.
      const due = Math.floor((performance.now() - began + 1000) * 48);
      if (!stalled && due > sent) response.write(tone(sent, due - sent, Number(what) / 100));
      sent = due;
    }, 20);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: (path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    stall: () => void (stalled = true),
    die: () => open.forEach((response) => response.destroy()),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** 400 Hz; a scale beyond 1 is clipped, as by an announcer who shouts. */
function tone(from: number, count: number, scale: number): Buffer {
  const samples = Int16Array.from({ length: count }, (_, i) => {
    const value = Math.sin(((from + i) * 2 * Math.PI * 400) / 48_000) * scale;
    return Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
  });
  return Buffer.from(samples.buffer);
}
