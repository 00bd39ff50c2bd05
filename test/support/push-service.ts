import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Pushed {
  message: unknown;
  ttl: number;
  /** What the sender's token says, once its signature was checked. */
  token: { aud: string; exp: number; sub: string };
  /** The sender's key. */
  key: string;
}

/** A browser with its push service, which reads what it gets: RFC 8291 (encryption) and RFC 8292 (the sender's key). */
export class PushService {
  readonly received: Pushed[] = [];
  /** Statuses to answer with, one after the other; 201 when there is none. */
  readonly answers: number[] = [];
  private readonly browser = createECDH('prime256v1');
  private readonly auth = randomBytes(16);
  private readonly server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const status = this.answers.shift() ?? 201;
      if (status === 201) this.received.push(this.read(request.headers, Buffer.concat(pieces)));
      response.writeHead(status).end();
    });
  });

  async start(): Promise<void> {
    this.browser.generateKeys();
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  subscription(name: string) {
    const keys = { p256dh: this.browser.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
    return { endpoint: `${this.origin}/send/${name}`, keys };
  }

  private read(headers: http.IncomingHttpHeaders, body: Buffer): Pushed {
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not encrypted');
    const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
    const message = JSON.parse(this.decrypt(body)) as unknown;
    return { message, ttl: Number(headers.ttl), token: tokenOf(token, key), key };
  }

  private decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body.readUInt8(20));
    const sealed = body.subarray(21 + sender.length);
    const shared = this.browser.computeSecret(sender);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.browser.getPublicKey(), sender]);
    const secret = Buffer.from(hkdfSync('sha256', shared, this.auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // One record: the text ends before the delimiter 2 and its padding.
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
  }
}

function tokenOf(token: string, key: string): Pushed['token'] {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(point, 1), y: coordinate(point, 33) };
  const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  const signed = verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
  if (!signed) throw new Error('the token is not signed by the key beside it');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Pushed['token'];
}

const coordinate = (point: Buffer, from: number): string => point.subarray(from, from + 32).toString('base64url');
