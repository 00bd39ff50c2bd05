import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A source server as Icecast is one: takes a PUT (or SOURCE) without an end under a password, and keeps what comes by mount. */
export class IcecastServer {
  readonly received = new Map<string, Buffer[]>();
  readonly heads: string[] = [];
  /** Bytes after which the next connection is cut, once. */
  cutAfter: number | null = null;
  private sockets = new Set<net.Socket>();
  private server = net.createServer((socket) => this.serve(socket));

  constructor(private password: string) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get sources(): number {
    return this.sockets.size;
  }

  bytes(mount: string): Buffer {
    return Buffer.concat(this.received.get(mount) ?? []);
  }

  private serve(socket: net.Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    let head = '';
    let mount: string | null = null;
    let taken = 0;
    socket.on('data', (piece: Buffer) => {
      if (mount !== null) {
        this.received.get(mount)?.push(piece);
        taken += piece.length;
        if (this.cutAfter !== null && taken > this.cutAfter) {
          this.cutAfter = null;
          socket.destroy();
        }
        return;
      }
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      this.heads.push(head);
      const asked = /^(?:PUT|SOURCE) (\S+) HTTP\/1\.[01]\r\n/.exec(head)?.[1];
      const expected = Buffer.from(`source:${this.password}`).toString('base64');
      if (asked === undefined) return void socket.end('HTTP/1.0 400 Bad Request\r\n\r\n');
      if (!head.includes(`Authorization: Basic ${expected}\r\n`)) {
        return void socket.end('HTTP/1.0 401 Authentication Required\r\n\r\n');
      }
      mount = asked;
      if (!this.received.has(mount)) this.received.set(mount, []);
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    });
  }
}
