import fs from 'node:fs';
import path from 'node:path';
import { generateVAPIDKeys } from 'web-push';

/** The keys by which push services know this station (RFC 8292), base64url. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/**
 * Keys in `<dataDir>/keys/push.json`, readable by its owner alone, made at first use and kept with the station's other secrets: every
 * subscription is bound to them.
 */
export function loadOrCreateVapidKeys(dataDir: string): VapidKeys {
  const file = path.join(dataDir, 'keys', 'push.json');
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    fs.writeFileSync(file, JSON.stringify(generateVAPIDKeys()), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as VapidKeys;
}
