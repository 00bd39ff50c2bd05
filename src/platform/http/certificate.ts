import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import { createSecureContext } from 'node:tls';
import { wallClockAt } from '../../domain/time/wall-clock';
import { ConfigRefused } from '../config/config';
import { variables } from '../config/schema';

/** Where the station's certificate (with those between it and its authority) and its key lie, both PEM. */
export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

export interface Certificate {
  cert: Buffer;
  key: Buffer;
  validFromMs: number;
  validToMs: number;
}

const dayMs = 86_400_000;
/** Whoever renews by a program does so earlier; who does it by hand has two weeks from the first warning. */
const soonMs = 14 * dayMs;

/** Reads both files anew. Throws ConfigRefused with one line: the variable, what it got, and what is wrong with it. */
export function readCertificate(files: CertificateFiles): Certificate {
  const cert = read('tlsCertFile', files.certFile);
  const key = read('tlsKeyFile', files.keyFile);
  const first = certificateIn(cert, files.certFile);
  if (!first.checkPrivateKey(keyIn(key, files.keyFile)))
    refuse('tlsKeyFile', files.keyFile, `which is not the key of the first certificate in ${files.certFile}`);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    refuse('tlsCertFile', files.certFile, `which cannot be served: ${(error as Error).message}`);
  }
  return { cert, key, validFromMs: Date.parse(first.validFrom), validToMs: Date.parse(first.validTo) };
}

/** What is to be said of a certificate's dates, in both languages; null when nothing is. Days are those of the station's zone. */
export function certificateWarning(
  { validFromMs, validToMs }: Pick<Certificate, 'validFromMs' | 'validToMs'>,
  nowMs: number,
  zone: string,
): string | null {
  const from = wallClockAt(zone, validFromMs).localDate;
  const to = wallClockAt(zone, validToMs).localDate;
  if (nowMs < validFromMs)
    return `the certificate is valid only from ${from}: is the clock right? / chứng chỉ chỉ có hiệu lực từ ${from}: xem lại đồng hồ máy`;
  if (nowMs > validToMs)
    return `the certificate expired on ${to}: browsers refuse it until it is renewed / chứng chỉ đã hết hạn ngày ${to}: trình duyệt không nhận nữa, phải gia hạn`;
  if (validToMs - nowMs < soonMs)
    return `the certificate expires on ${to}: renew it / chứng chỉ sắp hết hạn, ngày ${to}: cần gia hạn`;
  return null;
}

function certificateIn(pem: Buffer, file: string): X509Certificate {
  try {
    if (pem.includes('-----BEGIN ')) return new X509Certificate(pem);
  } catch {
    // Said below, as for anything else that is no certificate.
  }
  return refuse('tlsCertFile', file, 'takes a certificate in PEM (-----BEGIN CERTIFICATE-----)');
}

function keyIn(pem: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    return refuse('tlsKeyFile', file, 'takes a private key in PEM without a passphrase');
  }
}

function read(name: 'tlsCertFile' | 'tlsKeyFile', file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    return refuse(name, file, whyUnreadable(error as NodeJS.ErrnoException));
  }
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'where there is no file';
  if (code === 'EACCES' || code === 'EPERM') return 'which this user may not read';
  return code === 'EISDIR' ? 'which is a folder' : `which cannot be read: ${message}`;
}

function refuse(name: 'tlsCertFile' | 'tlsKeyFile', file: string, why: string): never {
  throw new ConfigRefused([`${variables[name]} got ${JSON.stringify(file)}, ${why}`]);
}
