import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import fs from 'node:fs';

/** DER: one tag, its length, its content. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
const time = (ms: number): Buffer => text(0x18, new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, ''));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

/** A certificate for 127.0.0.1 that signs itself (RFC 5280), with its key, both PEM: no certificate lies in the repository to run out. */
export function selfSigned(validFromMs: number, validToMs: number): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(oid('550403'), text(0x0c, 'loa test'))));
  const address = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    name,
    sequence(time(validFromMs), time(validToMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(address)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey));
  const body = sequence(told, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** The same from yesterday for so many days, written to these two files. */
export function writeSelfSigned(files: { certFile: string; keyFile: string }, days: number): { cert: string } {
  const { cert, key } = selfSigned(Date.now() - 86_400_000, Date.now() + days * 86_400_000);
  fs.writeFileSync(files.certFile, cert);
  fs.writeFileSync(files.keyFile, key, { mode: 0o600 });
  return { cert };
}
