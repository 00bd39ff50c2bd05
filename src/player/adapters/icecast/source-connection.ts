import net from 'node:net';
import tls from 'node:tls';

export interface SourceAddress {
  /** `http://host:8000`, or `https://…`. */
  url: string;
  mount: string;
  user: string;
  password: string;
}

/** The server does not take this source: a wrong password, or a mount in use. Trying again the same way is useless for now. */
export class SourceRefused extends Error {
  override readonly name = 'SourceRefused';
}

const answerWithinMs = 10_000;

/**
 * Opens a connection over which a source sends sound to an Icecast server: a PUT without an end, which the server takes with 100 or 200.
 * Resolves with the socket once it is taken; rejects with SourceRefused, or with what became of the network.
 */
export function connectSource({ url, mount, user, password }: SourceAddress, name: string): Promise<net.Socket> {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  const to = { host: hostname, port: Number(port) || (secure ? 443 : 80) };
  const socket = secure ? tls.connect({ ...to, servername: hostname }) : net.connect(to);
  return new Promise((resolve, reject) => {
    let head = '';
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const early = (): void => fail(new Error('the server ended the connection'));
    const hear = (piece: Buffer): void => {
      head += piece.toString('latin1');
      const status = /^HTTP\/1\.[01] (\d{3})[^\n]*\n/.exec(head)?.[1];
      if (status === undefined) return head.length > 4096 ? fail(new Error('no answer of a web server')) : undefined;
      if (status !== '100' && status !== '200') return fail(new SourceRefused(`the server answers ${status}`));
      socket.setTimeout(0).off('data', hear).off('error', fail).off('close', early);
      socket.resume();
      resolve(socket);
    };
    socket.setNoDelay(true).setTimeout(answerWithinMs, () => fail(new Error('the server does not answer')));
    socket.on('data', hear).on('error', fail).on('close', early);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      const headers = [
        `PUT ${mount} HTTP/1.1`,
        `Host: ${hostname}:${to.port}`,
        `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'User-Agent: loa-player',
        'Content-Type: audio/mpeg',
        `Ice-Name: ${encodeURIComponent(name)}`,
        'Ice-Public: 0',
        'Expect: 100-continue',
      ];
      socket.write(`${headers.join('\r\n')}\r\n\r\n`);
    });
  });
}
