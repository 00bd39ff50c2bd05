import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createClient } from '../../src/contracts/http/client';
import { mediaRoutes } from '../../src/contracts/http/media';
import { uploadRoutes } from '../../src/contracts/http/uploads';
import type { Role } from '../../src/domain/access/roles';
import { SessionsService, UsersService } from '../../src/features/accounts';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import { ResumableUploads } from '../../src/features/media/upload/resumable-uploads';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { type RunningService, startService } from '../../src/service';
import { FakeClock } from '../support/fake-clock';

const password = 'con suối chảy qua làng';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const areas = [
  ['51', 'province', 'VN'],
  ['23538', 'commune', '51'],
  ['23535', 'commune', '51'],
] as const;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  code: string | undefined;
}

describe('recordings in parts (tus), over the whole service', () => {
  let folder: string;
  let service: RunningService;
  let clock: FakeClock;
  let an: string;
  let binh: string;
  let chi: string;

  const start = async (): Promise<void> => {
    const env = {
      LOA_DATA_DIR: folder,
      PORT: '0',
      LOA_LOG_LEVEL: 'silent',
      LOA_EMBEDDED_PLAYERS: 'off',
      LOA_UPLOAD_LIMIT_BYTES: '3000000',
      LOA_UPLOAD_QUOTA_USER_BYTES_PER_DAY: '8000000',
    };
    service = await startService(loadConfig(env), clock);
  };
  const person = async (name: string, role: Role, areaCode: string): Promise<string> => {
    const grants = [{ role, areaCode }];
    const users = service.app.get(UsersService, { strict: false });
    await users.create(systemActor('test'), { username: name, displayName: `Cô ${name}`, password, grants });
    return (await service.app.get(SessionsService, { strict: false }).logIn(name, password, '127.0.0.1')).token;
  };

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-tus-'));
    clock = new FakeClock();
    await start();
    await service.parts.database.uow.run(systemActor('test'), async (tx) => {
      for (const [code, level, parentCode] of areas) {
        const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
        await insertArea(tx.manager, { code, level, parentCode, name: code, nameSearch: code, ...unknown }, tx.nowMs);
      }
    });
    await service.app.get(AreasService, { strict: false }).load();
    an = await person('an', 'staff', '23538');
    binh = await person('binh', 'staff', '23535');
    chi = await person('chi', 'staff', '23538');
  });
  afterAll(async () => {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const metadata = (fields: Record<string, string>): string =>
    Object.entries(fields)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  const named = (filename: string, areaCode = '23538'): Record<string, string> => ({
    'upload-metadata': metadata({ filename, areaCode, profile: 'speech' }),
  });

  /** One request; with `cutAfter` the line breaks once so many bytes of the body have arrived. */
  const ask = (
    method: string,
    url: string,
    options: { token?: string; headers?: Record<string, string>; body?: Buffer; cutAfter?: number } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { token = an, headers = {}, body, cutAfter } = options;
      const request = http.request(`${service.url}${url}`, {
        method,
        headers: {
          'tus-resumable': '1.0.0',
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/offset+octet-stream', 'content-length': body.length } : {}),
          ...headers,
        },
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const problem = response.headers['content-type']?.startsWith('application/problem+json');
          const code = problem && text !== '' ? (JSON.parse(text) as { code: string }).code : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, code });
        });
      });
      request.on('error', reject);
      if (cutAfter === undefined) request.end(body);
      else request.write(body?.subarray(0, cutAfter), () => void arrived(url, cutAfter).then(() => request.destroy()));
    });
  /** Resolves once so many bytes of an upload are on the service's disk: on a busy machine that takes longer than they do to leave. */
  const arrived = async (url: string, bytes: number): Promise<void> => {
    const file = path.join(folder, 'library/partial', url.split('/').at(-1)!);
    const onDisk = (): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    for (let turns = 0; onDisk() < bytes && turns < 500; turns += 1) await new Promise((go) => setTimeout(go, 10));
  };
  const begin = async (bytes: number, headers = named('bản tin.m4a'), token = an): Promise<string> => {
    const answer = await ask('POST', '/api/uploads', {
      token,
      headers: { 'upload-length': String(bytes), ...headers },
    });
    expect([answer.status, answer.code]).toEqual([201, undefined]);
    return answer.headers.location!;
  };
  const append = (url: string, body: Buffer, offset: number, more: { cutAfter?: number; token?: string } = {}) =>
    ask('PATCH', url, { headers: { 'upload-offset': String(offset) }, body, ...more });
  const offsetOf = async (url: string): Promise<number> => Number((await ask('HEAD', url)).headers['upload-offset']);
  const partials = (): string[] => {
    const at = path.join(folder, 'library/partial');
    return fs.existsSync(at) ? fs.readdirSync(at) : [];
  };
  const client = (token: string) => createClient({ baseUrl: service.url, token });

  it('cut in the middle, with the server restarted, it goes on where it was: the bytes are identical', async () => {
    const bytes = randomBytes(1_200_000);
    const url = await begin(bytes.length, named('Lịch tiêm chủng.m4a'.normalize('NFD')));
    expect(url).toMatch(/^\/api\/uploads\/[\w-]+$/);
    await expect(append(url, bytes, 0, { cutAfter: 300_000 })).rejects.toThrow();
    expect(await offsetOf(url)).toBe(300_000);
    await service.close();
    await start();
    const head = await ask('HEAD', url);
    expect([head.status, head.body, head.headers['upload-length']]).toEqual([200, '', '1200000']);
    expect(head.headers['cache-control']).toBe('no-store');
    expect(head.headers['access-control-allow-origin']).toBeUndefined();
    const middle = await append(url, bytes.subarray(300_000, 700_000), 300_000);
    expect([middle.status, middle.headers['upload-offset']]).toEqual([204, '700000']);
    expect(Date.parse(middle.headers['upload-expires'] as string)).toBe(clock.nowMs() + 24 * 3_600_000);
    const last = await append(url, bytes.subarray(700_000), 700_000);
    const mediaId = last.headers['loa-media-id'] as string;
    expect(last.status).toBe(204);

    const media = await client(an).call(mediaRoutes.get, { params: { id: mediaId } });
    expect(media).toMatchObject({ originalSha256: sha256(bytes), originalBytes: bytes.length, areaCode: '23538' });
    expect(media.originalName).toBe('Lịch tiêm chủng.m4a'.normalize('NFC'));
    const download = await client(an).call(mediaRoutes.original, { params: { id: mediaId } });
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
    const params = { id: url.split('/').at(-1)! };
    expect((await client(an).call(uploadRoutes.media, { params })).id).toBe(mediaId);
    expect(await client(an).call(uploadRoutes.progress, { params })).toMatchObject({
      mediaId,
      arrivedBytes: bytes.length,
    });
    expect(partials()).toEqual([]);
  });

  it('takes a first part with the beginning, and names the earlier recording of the same bytes, when and by whom', async () => {
    const bytes = randomBytes(50_000);
    const headers = { 'upload-length': '50000', ...named('một.mp3') };
    const whole = await ask('POST', '/api/uploads', { headers, body: bytes });
    expect([whole.status, whole.headers['upload-offset']]).toEqual([201, '50000']);
    const first = whole.headers['loa-media-id'] as string;
    const again = await ask('POST', '/api/uploads', { token: chi, headers, body: bytes });
    const second = await client(chi).call(mediaRoutes.get, { params: { id: again.headers['loa-media-id'] as string } });
    expect(second).toMatchObject({
      duplicateOf: first,
      duplicate: { id: first, originalName: 'một.mp3', uploadedAt: clock.nowMs(), uploadedBy: 'Cô an' },
    });
  });

  it('X1: nobody else’s, nowhere else, and not without a session', async () => {
    const url = await begin(10);
    for (const token of [binh, chi]) {
      expect((await append(url, Buffer.alloc(10), 0, { token })).code).toBe('NOT_FOUND');
      expect((await ask('HEAD', url, { token })).status).toBe(404);
      expect((await ask('GET', url, { token })).code).toBe('NOT_FOUND');
      expect((await ask('GET', `${url}/media`, { token })).code).toBe('NOT_FOUND');
      expect((await ask('DELETE', url, { token })).code).toBe('NOT_FOUND');
    }
    const headers = { 'upload-length': '5', ...named('x.mp3', '23535') };
    expect((await ask('POST', '/api/uploads', { headers })).code).toBe('NOT_FOUND');
    for (const [method, at] of [
      ['POST', '/api/uploads'],
      ['PATCH', url],
      ['GET', url],
      ['DELETE', url],
    ] as const) {
      expect(await ask(method, at, { token: '' })).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    }
    const foreign = { headers: { origin: 'https://evil.example', 'upload-offset': '0' }, body: Buffer.alloc(10) };
    expect((await ask('PATCH', url, foreign)).code).toBe('ORIGIN_REFUSED');
    expect(await offsetOf(url)).toBe(0);
  });

  it('refuses in words what a person can change, and keeps nothing of it', async () => {
    const refused = (headers: Record<string, string>) => ask('POST', '/api/uploads', { headers });
    const before = partials();
    expect(await refused({ 'upload-length': '3000001', ...named('a.mp3') })).toMatchObject({
      status: 413,
      code: 'UPLOAD_TOO_LARGE',
    });
    expect((await refused({ 'upload-length': '0', ...named('a.mp3') })).code).toBe('UPLOAD_MISSING');
    expect((await refused({ 'upload-length': '5' })).code).toBe('INPUT_INVALID');
    expect((await refused({ 'upload-defer-length': '1', ...named('a.mp3') })).status).toBe(501);
    const loud = metadata({ filename: 'a', areaCode: '23538', profile: 'loud' });
    expect((await refused({ 'upload-length': '5', 'upload-metadata': loud })).code).toBe('INPUT_INVALID');
    const old = await ask('POST', '/api/uploads', {
      headers: { 'tus-resumable': '0.2.2', 'upload-length': '5', ...named('a') },
    });
    expect(old.status).toBe(400);
    const url = await begin(100);
    expect((await append(url, Buffer.alloc(101), 0)).code).toBe('UPLOAD_TOO_LARGE');
    expect((await append(url, Buffer.alloc(10), 5)).code).toBe('UPLOAD_OFFSET_WRONG');
    expect((await ask('GET', `${url}/media`)).code).toBe('UPLOAD_OFFSET_WRONG');
    expect((await append('/api/uploads/nothing', Buffer.alloc(1), 0)).code).toBe('NOT_FOUND');
    expect((await append('/api/uploads/..%2Floa.db', Buffer.alloc(1), 0)).code).toBe('INPUT_INVALID');
    expect((await append(url, Buffer.alloc(40), 0)).status).toBe(204);
    expect(partials()).toHaveLength(before.length + 1);
    expect((await ask('DELETE', url)).status).toBe(204);
    expect((await ask('HEAD', url)).status).toBe(404);
    expect(partials()).toEqual(before);
  });

  it('X4, B8: a name is text, never a path', async () => {
    for (const [given, kept] of [
      ['../../../etc/passwd', 'passwd'],
      ['C:\\ghi âm\\-y.mp3', '-y.mp3'],
      ['a?b#%.mp3', 'a?b#%.mp3'],
    ] as const) {
      const bytes = randomBytes(20);
      const headers = { 'upload-length': '20', ...named(given) };
      const { headers: told } = await ask('POST', '/api/uploads', { headers, body: bytes });
      const params = { id: told['loa-media-id'] as string };
      expect((await client(an).call(mediaRoutes.get, { params })).originalName).toBe(kept);
    }
  });

  it('holds the whole length against the sender’s quota from its beginning, and gives it back when given up', async () => {
    const token = await person('dung', 'staff', '23538');
    const urls = [await begin(3_000_000, named('1'), token), await begin(3_000_000, named('2'), token)];
    const third = { token, headers: { 'upload-length': '3000000', ...named('3') } };
    const refused = await ask('POST', '/api/uploads', third);
    expect(refused).toMatchObject({ status: 413, code: 'QUOTA_EXCEEDED' });
    expect(refused.body).toMatch(/hạn mức/);
    await ask('DELETE', urls[0]!, { token });
    expect((await ask('POST', '/api/uploads', third)).status).toBe(201);
  });

  it('finishes at its start what had arrived whole when the process died, and removes after a day what nobody came back to', async () => {
    const [whole, left] = [await begin(30), await begin(30)];
    const id = whole.split('/').at(-1)!;
    await append(left, Buffer.alloc(10), 0);
    fs.writeFileSync(path.join(folder, 'library/partial', id), randomBytes(30));
    fs.writeFileSync(path.join(folder, 'library/partial', 'stray'), 'x');
    await service.close();
    await start();
    const upload = await client(an).call(uploadRoutes.progress, { params: { id } });
    expect(upload.mediaId).not.toBeNull();
    expect(partials()).toEqual([left.split('/').at(-1)]);
    clock.jump(24 * 3_600_000 + 1);
    expect((await ask('HEAD', left)).status).toBe(404);
    await service.app.get(ResumableUploads, { strict: false }).tidy();
    expect(partials()).toEqual([]);
  });

  it('tells a client that asks what it can do', async () => {
    const { status, headers } = await ask('OPTIONS', '/api/uploads', { token: '' });
    expect([status, headers['tus-version']]).toEqual([204, '1.0.0']);
    expect(headers['tus-extension']).toContain('termination');
  });
});
