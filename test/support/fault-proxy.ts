import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the network does to one request; the first rule that takes it wins, and is used up when it says so. */
export interface NetworkFault {
  /** Takes requests whose path begins so. */
  path: string;
  /** How many requests it takes; left out: all. */
  times?: number;
  /** Lets so many bytes of the answer's body through, then cuts the connection. */
  cutAfterBytes?: number;
  /** The station does its work, and its answer is lost. */
  loseAnswer?: boolean;
  /** Somebody else answers: a captive portal with status 200. */
  portal?: boolean;
  /** Answers with this status and nothing else. */
  status?: number;
  retryAfterSeconds?: number;
  /** After each 64 KiB of the answer it stands still for so long, with this chance. */
  stall?: { ms: number; chance: () => number; below: number };
  /** The connection is cut after so long, whatever goes on. */
  cutAfterMs?: number;
  /** Flips one bit of the answer's body at this byte. */
  flipAt?: number;
}

const blockBytes = 64 * 1024;
/** What was let through arrives before the cut is noticed. */
const arriveMs = 400;

/** A network between a player and its station that fails as it is told. */
export class FaultProxy {
  faults: NetworkFault[] = [];
  /** Bytes of answers' bodies handed on, and the requests seen. */
  bytes = 0;
  readonly seen: { method: string; path: string; range: string | undefined; atMs: number }[] = [];
  away = false;
  private server = http.createServer((request, response) => this.pass(request, response));

  constructor(private target: () => string) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Cuts every connection that is open now. */
  cutAll(): void {
    this.server.closeAllConnections();
  }

  private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const path = request.url ?? '';
    this.seen.push({ method: request.method ?? '', path, range: request.headers.range, atMs: performance.now() });
    if (this.away) return void request.socket.destroy();
    const fault = this.take(path);
    if (fault?.status !== undefined) {
      if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', fault.retryAfterSeconds);
      return void response.writeHead(fault.status).end();
    }
    if (fault?.portal) {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Đăng nhập Wi-Fi</html>');
    }
    const { host: _host, ...headers } = request.headers;
    const on = http.request(new URL(path, this.target()), { method: request.method, headers }, (answer) => {
      if (fault?.loseAnswer) {
        answer.resume();
        return void answer.on('end', () => request.socket.destroy());
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      let sent = 0;
      if (fault?.cutAfterMs !== undefined) {
        const cut = setTimeout(() => request.socket.destroy(), fault.cutAfterMs);
        response.on('close', () => clearTimeout(cut));
      }
      answer.on('data', (piece: Buffer) => {
        if (fault?.flipAt !== undefined && sent <= fault.flipAt && fault.flipAt < sent + piece.length) {
          piece[fault.flipAt - sent]! ^= 1;
        }
        const blocks = Math.floor((sent + piece.length) / blockBytes) - Math.floor(sent / blockBytes);
        if (fault?.stall && blocks > 0 && fault.stall.chance() < fault.stall.below) {
          answer.pause();
          setTimeout(() => answer.resume(), fault.stall.ms * blocks);
        }
        const left = (fault?.cutAfterBytes ?? Infinity) - sent;
        const through = piece.subarray(0, Math.max(0, Math.min(piece.length, left)));
        sent += through.length;
        this.bytes += through.length;
        if (through.length < piece.length)
          response.write(through, () => setTimeout(() => request.socket.destroy(), arriveMs));
        else response.write(through);
      });
      answer.on('end', () => response.end());
    });
    on.on('error', () => request.socket.destroy());
    response.on('close', () => on.destroy());
    request.pipe(on);
  }

  private take(path: string): NetworkFault | undefined {
    const fault = this.faults.find((one) => path.startsWith(one.path) && (one.times ?? 1) > 0);
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }
}
