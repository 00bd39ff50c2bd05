import {
  Controller,
  Module,
  type Provider,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { FileInterceptor, type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { z } from 'zod';
import { createClient, ProblemError } from '../../src/contracts/http/client';
import { defineRoutes, queryList, route, type InputOf } from '../../src/contracts/http/route';
import type { Principal } from '../../src/domain/access/principal';
import { Fault } from '../../src/domain/fault';
import { Allow, CurrentUser, Public, SignedIn } from '../../src/platform/http/access';
import { configureHttp } from '../../src/platform/http/configure-http';
import { declaredRoutes } from '../../src/platform/http/declared-routes';
import { Endpoint, Input } from '../../src/platform/http/endpoint';
import type { HttpRequest } from '../../src/platform/http/http-request';
import { createLogger } from '../../src/platform/logging/logger';
import { FakeClock } from '../support/fake-clock';

const noteSchema = z.object({ id: z.string(), words: z.string(), area: z.string(), pages: z.int() });
const notesRoutes = defineRoutes('notes', {
  write: route({
    method: 'POST',
    path: '/api/areas/:code/notes',
    params: z.object({ code: z.string().regex(/^\d+$/) }),
    query: z.object({ pages: z.coerce.number().int().max(3).default(1), tags: queryList(z.string()) }),
    body: z.object({ words: z.string().min(2), password: z.string().optional() }),
    response: noteSchema,
    summary: 'Write a note.',
    errors: ['AREA_UNKNOWN'],
    example: {
      params: { code: '23538' },
      body: { words: 'Chào' },
      response: { id: '1', words: 'Chào', area: '23538', pages: 1 },
    },
  }),
  remove: route({ method: 'DELETE', path: '/api/notes', summary: 'Remove all.', errors: [], example: {} }),
  fail: route({
    method: 'GET',
    path: '/api/notes/fail/:how',
    params: z.object({ how: z.string() }),
    response: z.object({ kept: z.string() }),
    summary: 'Fail in many ways.',
    errors: ['VERSION_CONFLICT'],
    example: { params: { how: 'fault' }, response: { kept: '' } },
  }),
  sound: route({
    method: 'POST',
    path: '/api/sounds',
    body: z.object({ title: z.string() }),
    upload: { field: 'file', description: 'A sound' },
    response: { contentType: 'application/octet-stream', description: 'The sound again' },
    summary: 'Send a sound.',
    errors: ['UPLOAD_TOO_LARGE'],
    example: { body: { title: 'x' } },
  }),
});

@Controller()
class NotesController {
  @Endpoint(notesRoutes.write)
  @Public()
  write(@Input() input: InputOf<typeof notesRoutes.write>) {
    const words = [input.body.words, ...input.query.tags].join('+');
    return { id: '1', words, area: input.params.code, pages: input.query.pages, secret: 'x' };
  }

  @Endpoint(notesRoutes.remove)
  @SignedIn()
  remove(@Input() _input: InputOf<typeof notesRoutes.remove>, @CurrentUser() user: Principal) {
    if (user.username !== 'an') throw new Fault('NOT_ALLOWED', { action: 'notes.remove' });
    return undefined;
  }

  @Endpoint(notesRoutes.fail)
  @Public()
  fail(@Input() { params }: InputOf<typeof notesRoutes.fail>) {
    if (params.how === 'fault') throw new Fault('VERSION_CONFLICT', { what: 'note', id: 'b' });
    if (params.how === 'bug') throw new Error('password=hunter2 in the database');
    if (params.how === 'disk') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    return { keep: 'wrong shape' } as unknown as { kept: string };
  }

  @Endpoint(notesRoutes.sound)
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: 1000 } }))
  @Public()
  sound(@Input() { body }: InputOf<typeof notesRoutes.sound>, @UploadedFile() file: Express.Multer.File) {
    return new StreamableFile(Buffer.concat([Buffer.from(`${body.title}:`), file.buffer]));
  }
}

class TestGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp().getRequest<HttpRequest>();
    const name = http.headers.authorization?.split(' ')[1];
    if (name) http.principal = { userId: name, username: name, displayName: name, grants: [] };
    return true;
  }
}

async function serve(options: { publicOrigin?: string; providers?: Provider[] } = {}) {
  const lines: string[] = [];
  @Module({ controllers: [NotesController] })
  class NotesModule {}
  const module = await Test.createTestingModule({ imports: [NotesModule] }).compile();
  const app = module.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: false,
    forceCloseConnections: true,
  });
  app.useGlobalGuards(new TestGuard());
  configureHttp(app, {
    logger: createLogger({ level: 'debug', name: 'test', destination: { write: (line) => void lines.push(line) } }),
    clock: new FakeClock(),
    publicOrigin: options.publicOrigin ?? null,
    trustedProxies: 0,
    jsonLimitBytes: 2000,
    uploadLimitBytes: 1000,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, lines, origin: `http://127.0.0.1:${port}`, http: request(app.getHttpServer()) };
}

describe('the rim of the service', () => {
  let service: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.app.close());

  it('validates, converts, answers by the contract and drops what it does not name', async () => {
    const client = createClient({ baseUrl: service.origin });
    const note = await client.call(notesRoutes.write, {
      params: { code: '23538' },
      query: { pages: 2, tags: ['a', 'b'] },
      body: { words: 'Chào bà con' },
    });
    expect(note).toEqual({ id: '1', words: 'Chào bà con+a+b', area: '23538', pages: 2 });
    const raw = await service.http.post('/api/areas/1/notes').send({ words: 'xin' }).expect(201);
    expect(raw.body).toEqual({ id: '1', words: 'xin', area: '1', pages: 1 });
  });

  it('names every fault of an input at once, in both languages', async () => {
    const answer = await service.http.post('/api/areas/x/notes?pages=9').send({ words: 'a' }).expect(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: '/problems/input-invalid',
      code: 'INPUT_INVALID',
      status: 400,
      title: 'Thông tin gửi lên chưa đúng',
      instance: `/requests/${answer.headers['x-request-id']}`,
    });
    expect(answer.body.data.issues.map((issue: { path: string }) => issue.path)).toEqual([
      'params.code',
      'query.pages',
      'words',
    ]);
    expect(answer.body.vi.detail).toContain('words: cần ít nhất 2 ký tự');
    expect(answer.body.en.detail).toContain('words: needs at least 2 characters');
    const missing = await service.http
      .post('/api/areas/1/notes')
      .set('accept-language', 'en-GB,vi;q=0.5')
      .send({})
      .expect(400);
    expect(missing.body.detail).toContain('words: is missing');
  });

  it('answers a fault with its words, a bug with a request id only, and logs the cause without secrets', async () => {
    const client = createClient({ baseUrl: service.origin, language: 'en' });
    const fault = await client.call(notesRoutes.fail, { params: { how: 'fault' } }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ProblemError);
    expect((fault as ProblemError).problem).toMatchObject({
      status: 409,
      title: 'Somebody changed it before you',
      data: { id: 'b' },
    });

    const bug = await service.http
      .get('/api/notes/fail/bug')
      .set('x-request-id', 'request-0001')
      .set('cookie', 'loa_session=s3cr3t');
    expect(bug.status).toBe(500);
    expect(bug.body).toMatchObject({ code: 'INTERNAL', data: { requestId: 'request-0001' } });
    expect(JSON.stringify(bug.body)).not.toContain('hunter2');
    const logged = service.lines.find((line) => line.includes('request failed')) ?? '';
    expect(JSON.parse(logged)).toMatchObject({
      req: { id: 'request-0001' },
      err: { stack: expect.stringContaining('fail') },
    });
    expect(service.lines.join('')).not.toContain('s3cr3t');

    expect((await service.http.get('/api/notes/fail/disk')).body.code).toBe('DISK_FULL');
    expect((await service.http.get('/api/notes/fail/shape')).body.code).toBe('INTERNAL');
  });

  it('maps what Express and Nest throw themselves', async () => {
    expect((await service.http.get('/api/nowhere').expect(404)).body.code).toBe('NOT_FOUND');
    const broken = service.http.post('/api/areas/1/notes').set('content-type', 'application/json').send('{"words":');
    expect((await broken.expect(400)).body.code).toBe('INPUT_INVALID');
    const long = await service.http.post('/api/areas/1/notes').send({ words: 'a'.repeat(3000) });
    expect([long.status, long.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
    const big = await service.http.post('/api/sounds').field('title', 'x').attach('file', Buffer.alloc(2000), 'a.wav');
    expect([big.status, big.body.code, big.body.data]).toEqual([413, 'UPLOAD_TOO_LARGE', { limitBytes: 1000 }]);
  });

  it('takes files beside fields and gives bytes', async () => {
    const client = createClient({ baseUrl: service.origin });
    const file = { content: new Blob(['tiếng loa']), name: 'a.wav' };
    const answer = await client.call(notesRoutes.sound, { body: { title: 'Tin' }, file });
    expect(await answer.text()).toBe('Tin:tiếng loa');
  });

  it('X1 refuses changes from another site, by Origin or by what the browser says, and lets programs through', async () => {
    const write = () => service.http.post('/api/areas/1/notes').send({ words: 'xin' });
    expect((await write().set('origin', 'https://evil.example').expect(403)).body.code).toBe('ORIGIN_REFUSED');
    await write().set('origin', 'null').expect(403);
    await write().set('sec-fetch-site', 'cross-site').expect(403);
    await write().set('origin', service.origin).expect(201);
    await write().expect(201);
    await service.http.get('/api/notes/fail/fault').set('origin', 'https://evil.example').expect(409);
  });

  it('X1 with a public origin takes that one alone', async () => {
    const named = await serve({ publicOrigin: 'https://loa.example' });
    const write = () => named.http.post('/api/areas/1/notes').send({ words: 'xin' });
    await write().set('origin', 'https://loa.example').expect(201);
    await write().set('origin', named.origin).expect(403);
    expect((await write()).headers['strict-transport-security']).toBeDefined();
    await named.app.close();
  });

  it('answers 204 without a body, 401 without a session', async () => {
    const client = createClient({ baseUrl: service.origin });
    await expect(client.withToken('an').call(notesRoutes.remove, {})).resolves.toBeUndefined();
    await expect(client.withToken('binh').call(notesRoutes.remove, {})).rejects.toMatchObject({
      problem: { status: 403 },
    });
    await expect(client.call(notesRoutes.remove, {})).rejects.toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
  });

  it('serves its description and safe headers', async () => {
    const docs = await service.http.get('/api/docs/openapi.json').expect(200);
    expect(docs.body.paths['/api/areas/{code}/notes'].post.operationId).toBe('notes.write');
    const page = await service.http.get('/api/docs').redirects(1).expect(200);
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(page.headers['x-powered-by']).toBeUndefined();
  });
});

describe('X1 default deny', () => {
  it('refuses a handler without access, without contract, or twice the same route', () => {
    class Careless {
      @Endpoint(notesRoutes.remove)
      open() {
        return undefined;
      }

      @Endpoint(notesRoutes.write)
      @Allow('bulletin.draft', (input: InputOf<typeof notesRoutes.write>) => input.params.code)
      first(@Input() _input: InputOf<typeof notesRoutes.write>) {
        return { id: '', words: '', area: '', pages: 0 };
      }

      @Endpoint(notesRoutes.write)
      @Public()
      second(@Input() _input: InputOf<typeof notesRoutes.write>) {
        return { id: '', words: '', area: '', pages: 0 };
      }
    }
    expect(() => declaredRoutes([Careless])).toThrow(/Careless.open has none of @Allow.*two handlers for notes.write/);
  });
});
