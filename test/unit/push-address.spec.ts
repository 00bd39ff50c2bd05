import fs from 'node:fs';
import type { LookupAddress } from 'node:dns';
import os from 'node:os';
import path from 'node:path';
import { isInside, outsideOnly } from '../../src/platform/network/outside-address';
import { endpointFault } from '../../src/platform/push/push-address';
import { PushSender } from '../../src/platform/push/push-sender';
import { loadOrCreateVapidKeys } from '../../src/platform/push/vapid-keys';

describe('X4 addresses of push services come from browsers', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1'],
    ...['255.255.255.255', 'no address'],
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true));

  it.each(['8.8.8.8', '142.250.1.1', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1'])('%s is outside', (address) =>
    expect(isInside(address)).toBe(false),
  );

  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', null],
    ['http://fcm.googleapis.com/fcm/send/abc', 'not-https'],
    ['https://127.0.0.1/x', 'inside'],
    ['https://2130706433/x', 'inside'],
    ['https://[::1]/x', 'inside'],
    ['https://[::ffff:10.0.0.1]/x', 'inside'],
    ['https://localhost/x', 'inside'],
    ['https://push.example:8443/x', 'port'],
    ['https://user:secret@push.example/x', 'not-a-url'],
    ['file:///etc/passwd', 'not-https'],
    ['push', 'not-a-url'],
  ] as const)('%s: %s', (endpoint, fault) => expect(endpointFault(endpoint)).toBe(fault));

  it('a name that resolves to an address inside is refused when it is called, not only when it is saved', async () => {
    const resolved = (options: object) =>
      new Promise<Error | string | LookupAddress[] | null>((resolve) =>
        outsideOnly('localhost', options, (error, address) => resolve(error ?? address)),
      );
    expect(await resolved({})).toBeInstanceOf(Error);
    expect(await resolved({ all: true })).toBeInstanceOf(Error);
  });

  it('the sender calls nothing inside unless the settings say so', async () => {
    const keys = () => ({ publicKey: '', privateKey: '' });
    const sender = new PushSender(keys, { subject: 'mailto:a@b.example', insideToo: false });
    const target = { endpoint: 'https://192.168.1.1/x', keys: { p256dh: '', auth: '' } };
    expect(await sender.send(target, 'x')).toEqual({ state: 'refused', detail: 'inside' });
    const open = new PushSender(keys, { subject: 'mailto:a@b.example', insideToo: true });
    expect([open.faultOf(target.endpoint), open.faultOf('push')]).toEqual([null, 'not-a-url']);
  });

  it('the keys are made once, for the owner’s eyes', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-vapid-'));
    const keys = loadOrCreateVapidKeys(folder);
    expect(loadOrCreateVapidKeys(folder)).toEqual(keys);
    expect(Buffer.from(keys.publicKey, 'base64url')).toHaveLength(65);
    expect(fs.statSync(path.join(folder, 'keys/push.json')).mode & 0o777).toBe(0o600);
    fs.rmSync(folder, { recursive: true });
  });
});
