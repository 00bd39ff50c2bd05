import { createPublicKey } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { recoveryKeyFromText, StationKeys } from '../../src/features/devices';

describe('X3 the station’s keys', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-station-'));
  });
  afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));
  const file = (name: string): string => path.join(dataDir, 'keys', name);

  it('are made at the first start, which alone shows the recovery key; nothing on disk gives it away', async () => {
    const keys = new StationKeys({ dataDir });
    expect(() => keys.station()).toThrow();
    const shown = await keys.ensureStationKeys();
    expect(shown?.recoveryKey).toMatch(/^loa-recovery(-[0-9a-f]{8}){8}$/);
    expect(await keys.ensureStationKeys()).toBeNull();
    expect(await new StationKeys({ dataDir }).ensureStationKeys()).toBeNull();
    expect(fs.readdirSync(path.join(dataDir, 'keys')).sort()).toEqual(['recovery.pub.pem', 'station.pem']);
    expect(fs.statSync(file('station.pem')).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    expect(fs.readFileSync(file('recovery.pub.pem'), 'utf8')).not.toContain('PRIVATE');
    expect(createPublicKey(fs.readFileSync(file('recovery.pub.pem'))).asymmetricKeyType).toBe('ed25519');
  });

  it('the paper reads back to the key whose public half was kept, typed in capitals and with spaces too', async () => {
    const keys = new StationKeys({ dataDir });
    const { recoveryKey } = (await keys.ensureStationKeys())!;
    const typed = recoveryKey.toUpperCase().replaceAll('-', ' ');
    expect(recoveryKeyFromText(typed)).toMatchObject(keys.recovery());
    expect(recoveryKeyFromText(recoveryKey).keyId).not.toBe(keys.station().keyId);
    expect([...keys.pinned().keys()]).toEqual([keys.station().keyId]);
    for (const wrong of ['', recoveryKey.slice(0, -1), recoveryKey.replace('loa', 'lao')]) {
      expect(() => recoveryKeyFromText(wrong)).toThrow('not a recovery key');
    }
  });

  it('a station key that others may read is refused', async () => {
    await new StationKeys({ dataDir }).ensureStationKeys();
    fs.chmodSync(file('station.pem'), 0o644);
    await expect(new StationKeys({ dataDir }).ensureStationKeys()).rejects.toThrow('chmod 600');
  });
});
