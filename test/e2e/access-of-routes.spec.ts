import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { accountsRoutes } from '../../src/contracts/http/accounts';
import { createClient, pathOf } from '../../src/contracts/http/client';
import type { Route } from '../../src/contracts/http/route';
import { needsSecondStep, type Action } from '../../src/domain/access/actions';
import { decide, type Decision, decideAnywhere } from '../../src/domain/access/decide';
import { type Grant, roles } from '../../src/domain/access/roles';
import { SessionsService, UsersService } from '../../src/features/accounts';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import { TopicsService } from '../../src/features/topics';
import { loadConfig, projectRoot } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { type DeclaredRoute } from '../../src/platform/http/declared-routes';
import { readInput } from '../../src/platform/http/endpoint';
import { routesOfProgram } from '../../src/platform/http/openapi-file';
import { AudioStore } from '../../src/platform/storage/audio-store';
import { type RunningService, startService } from '../../src/service';
import { paramsOf, seedCommune, type Things } from '../support/access-things';
import { FakeClock } from '../support/fake-clock';
import { type Carried, elsewhere, here, smuggled } from '../support/smuggled-things';

const password = 'con suối chảy qua làng';
const areas = [
  ['51', 'province', 'VN'],
  [here, 'commune', '51'],
  [`${here}.1`, 'zone', here],
  ['01', 'province', 'VN'],
  [elsewhere, 'commune', '01'],
  [`${elsewhere}.1`, 'zone', elsewhere],
] as const;

interface Person {
  name: string;
  userId: string;
  token: string;
  grants: Grant[];
}

interface Answer {
  status: number;
  code: string | undefined;
  text: string;
}

/** Routes that whoever holds the action anywhere may call for all the station, and why. */
const ofTheStation: Record<string, string> = {
  'areas.search': 'the official units, the same list for all',
  'areas.get': 'the official units, the same list for all',
  'areas.children': 'the official units, the same list for all',
  'topics.list': 'one list of topics for all',
  'evidence.seals': 'one chain of seals for the station: days, numbers and hashes, no content',
  'evidence.verify': 'one ledger, sealed as a whole: answers counts and the first fault',
};

/** An upload is its sender's alone, whatever the roles of others. */
const ofTheSender = /^uploads\.(?!begin)/;

/** About things or people that are not seeded: the guard decides in the area of the path, then nothing is found there. */
const nothingBehind =
  /^(orders\.|approvals\.(setOrder|delegate|end)|closings\.(month|file)$|policies\.revokeException$)/;

/** Whoever may read asks, since a power may have been lent to somebody without the role (B2); the service then decides by this action. */
const decidedBehind: Record<string, Action> = {
  'bulletins.approve': 'bulletin.approve',
  'bulletins.return': 'bulletin.return',
};

/** Ids of things that do not exist: nobody may tell them from those of another commune. */
const nothing = {
  ...{ commune: '99999', zone: '99999.1', bulletinId: 'b', versionId: 'v', mediaId: 'm', slotId: 's', changeId: 'c' },
  ...{ bookingId: 'k', rundownId: 'r', deviceId: 'd', campaignId: 'p', uploadId: 'u', userId: 'n', grantId: 'g' },
  ...{
    keptGrantId: 'g',
    ledgerRow: 999,
    eventId: 'e',
    extraSessionId: 'x',
    holdId: 'h',
    complaintId: 'c',
    savedReportId: 'q',
    relayId: 'r',
  },
};

/** What the examples leave to be filled with the things asked for. */
const bodies: Record<string, (things: Things) => object> = {
  'queue.createBooking': ({ bulletinId }) => ({ bulletinId }),
  'campaignProgress.accept': ({ bulletinId }) => ({
    bookings: [{ bulletinId, dates: { kind: 'on', dates: ['2026-03-07'] } }],
  }),
  'relays.allowRelay': ({ mediaId }) => ({ fallbackMediaId: mediaId }),
  'relays.bookRelay': ({ relayId, slotId }) => ({ relayId, slotIds: [slotId] }),
  'queue.addToRundown': ({ bookingId }) => ({ bookingId }),
  'queue.decideCollision': ({ bookingId }) => ({ bookingIds: [bookingId] }),
  'accounts.changePassword': () => ({ current: password, password }),
  'accounts.takeSecondStep': () => ({ password }),
};

/** How a query names an area. */
const areaWords = ['area', 'areaCode'];

/** Sessions first, since those of a changed slot are planned anew; what takes things away last. */
const turnOf = ({ route }: DeclaredRoute): number =>
  route.path.startsWith('/api/rundowns') ? 0 : route.method === 'DELETE' ? 2 : 1;
const declared = routesOfProgram().sort((a, b) => turnOf(a) - turnOf(b));

/**
 * Every route of the program, asked about the real things of one commune by nobody, by somebody without a grant, by each role of that
 * commune and by each role of a commune elsewhere that has the same; the access table is the oracle (X1).
 */
describe('X1 every route, asked by everybody', () => {
  let service: RunningService;
  let folder: string;
  let people: Person[];
  let guest: Person;
  let things: Things;
  let others: Things;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-access-'));
    const env = { LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'silent', LOA_EMBEDDED_PLAYERS: 'off' };
    service = await startService(loadConfig(env), new FakeClock());
    await service.parts.database.uow.run(systemActor('test'), async (tx) => {
      for (const [code, level, parentCode] of areas) {
        const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
        const area = { code, level, parentCode, name: code, nameSearch: code, ...unknown };
        await insertArea(tx.manager, area, tx.nowMs);
      }
    });
    await service.app.get(AreasService, { strict: false }).load();
    const csv = fs.readFileSync(path.join(projectRoot, 'config/data/topics.csv'), 'utf8');
    await service.app.get(TopicsService, { strict: false }).importTopics(systemActor('test'), { csv, dryRun: false });
    guest = await person('guest', []);
    people = [await person('none', [])];
    for (const role of roles) {
      people.push(await person(`${role}.here`, [{ role, areaCode: here }]));
      people.push(await person(`${role}.elsewhere`, [{ role, areaCode: elsewhere }]));
    }
    people.push(await person('admin.nation', [{ role: 'admin', areaCode: 'VN' }]));
    const sender = (name: string): string => people.find((one) => one.name === name)!.userId;
    const seed = async (commune: string, name: string, of: string, ledgerRow: number): Promise<Things> => {
      const bytes = Readable.from([Buffer.from(`tiếng nói của ${name}`)]);
      const original = await service.app.get(AudioStore, { strict: false }).put('originals', bytes);
      return service.parts.database.uow.run(systemActor('test'), ({ manager }) =>
        seedCommune(manager, { commune, name, sender: sender(of), ledgerRow, original }),
      );
    };
    things = await seed(here, 'Xã Ia Tơi', 'staff.here', 101);
    others = await seed(elsewhere, 'Phường Ba Đình', 'staff.elsewhere', 102);
  });
  afterAll(async () => {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const logIn = async (name: string): Promise<string> =>
    (await service.app.get(SessionsService, { strict: false }).logIn(name, password, '127.0.0.1')).token;

  /** Somebody signed in who took the second step (X2). */
  const person = async (name: string, grants: Grant[]): Promise<Person> => {
    const users = service.app.get(UsersService, { strict: false });
    const wanted = { username: name, displayName: name, password, grants };
    const { user } = await users.create(systemActor('test'), wanted);
    const token = await logIn(name);
    const client = createClient({ baseUrl: service.url, token });
    await client.call(accountsRoutes.takeSecondStep, { body: { password } });
    return { name, userId: user.id, grants, token };
  };

  /** What to send so that the request is about these things. */
  const carriedFor = (route: Route, about: Things): Carried => {
    const { params, query, body } = route.example;
    const said = JSON.stringify({ query, body }).replaceAll(`"${here}`, `"${about.commune}`);
    const filled = JSON.parse(said) as Carried;
    const more = bodies[route.id]?.(about);
    return {
      params: { ...params, ...paramsOf(route, about) },
      ...filled,
      ...(more ? { body: { ...(filled.body as object | undefined), ...more } } : {}),
    };
  };

  const ask = async (route: Route, carried: Carried, token?: string): Promise<Answer> => {
    const { params, query = {}, body } = carried;
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) =>
        [value].flat().map((one): [string, string] => [key, String(one)]),
      ),
    );
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    if (route.id.startsWith('uploads.')) Object.assign(headers, tusHeaders(route, here));
    // A recording sent before is named instead of being sent along.
    const withFile = Object.hasOwn(body ?? {}, 'mediaId') ? undefined : route.upload;
    const json = body !== undefined && !withFile;
    if (json) headers['content-type'] = 'application/json';
    const content = json ? JSON.stringify(body) : withFile ? formOf(withFile.field, body) : undefined;
    const answer = await fetch(`${service.url}${pathOf(route.path, params)}?${search.toString()}`, {
      method: route.method,
      headers,
      ...(content === undefined ? {} : { body: content }),
    });
    // A stream of events is never over; that it begins says enough.
    const stream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    const text = stream ? '' : await answer.text();
    if (stream) await answer.body!.cancel();
    const problem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    return { status: answer.status, code: problem ? (JSON.parse(text) as { code: string }).code : undefined, text };
  };

  /** The area that a request is about: as its guard reads it, of the thing in its path, or named in what it carries. */
  const areaOf = ({ route, access }: DeclaredRoute, carried: Carried): string | undefined => {
    if (route.id in ofTheStation) return undefined;
    if (access.kind === 'allow' && access.areaOf) {
      const { params = {}, query = {}, body } = carried;
      const parts = route.upload ? (['params', 'query'] as const) : (['params', 'query', 'body'] as const);
      return access.areaOf(readInput(route, { params, query, body } as never, parts) as never);
    }
    if (paramsOf(route, things)) return here;
    if (route.id === 'uploads.begin') return here;
    const said = { ...carried.query, ...(carried.body as object | undefined) } as Record<string, unknown>;
    const [grant] = (said.grants ?? []) as Grant[];
    const [first] = (said.areaCodes ?? []) as string[];
    const area = said.areaCode ?? said.area ?? first ?? grant?.areaCode;
    return typeof area === 'string' ? area : undefined;
  };

  /** What the table says of a person. Who holds the action nowhere is refused before anything is looked up. */
  const verdictOf = (one: DeclaredRoute, carried: Carried, { name, grants }: Person): Decision => {
    if (one.access.kind !== 'allow') return 'allowed';
    const { areaOf: known } = one.access;
    const action = decidedBehind[one.route.id] ?? one.access.action;
    const anywhere = decideAnywhere(grants, one.access.action);
    const areaCode = areaOf(one, carried);
    if (areaCode === undefined || (!known && anywhere === 'forbidden')) return anywhere;
    if (ofTheSender.test(one.route.id) && name !== 'staff.here') return 'invisible';
    return decide(grants, action, service.app.get(AreasService, { strict: false }).ancestorsOf(areaCode));
  };

  const refusals = { forbidden: [403, 'NOT_ALLOWED'], invisible: [404, 'NOT_FOUND'] };
  const notForTheAllowed = [
    ...['NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'SECOND_STEP_NEEDED', 'INPUT_INVALID', 'INTERNAL'],
  ];

  it.each(smuggled.map((one, i) => [`${one[0].id} (${i + 1})`, one] as const))(
    '%s finds nothing of another commune behind a thing of the own',
    async (_, [route, role, carried, refusal]) => {
      const { token } = people.find(({ name }) => name === `${role}.elsewhere`)!;
      const { status, code } = await ask(route, carried(others, things), token);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(refusal ? [refusal] : ['NOT_FOUND', 'AREAS_OUTSIDE_ORIGIN']).toContain(code);
    },
  );

  it.each(declared.map((one) => [one.route.id, one] as const))('%s', async (_, one) => {
    const { route, access } = one;
    const carried = carriedFor(route, things);
    const anonymous = await ask(route, carried);
    expect(anonymous.code).not.toBe('INTERNAL');
    if (access.kind === 'public') return;
    expect([anonymous.status, anonymous.code]).toEqual([401, 'NOT_SIGNED_IN']);
    if (access.kind === 'signed-in') {
      const { code } = await ask(route, carried, await logIn(guest.name));
      expect(['NOT_ALLOWED', 'NOT_SIGNED_IN', 'INTERNAL']).not.toContain(code);
      return;
    }
    const verdicts = people.map((asking) => ({ asking, verdict: verdictOf(one, carried, asking) }));
    await Promise.all(
      verdicts.map(async ({ asking, verdict }) => {
        if (verdict === 'allowed') return;
        const { status, code } = await ask(route, carried, asking.token);
        expect([asking.name, status, code]).toEqual([asking.name, ...refusals[verdict]]);
        if (!asking.name.endsWith('elsewhere') || !paramsOf(route, things)) return;
        const unknown = await ask(route, carriedFor(route, nothing), asking.token);
        expect([asking.name, unknown.status, unknown.code]).toEqual([asking.name, status, code]);
      }),
    );
    const allowed = verdicts.filter(({ verdict }) => verdict === 'allowed');
    expect(allowed).not.toHaveLength(0);
    // What one takes away is gone for the next.
    for (const { asking } of allowed.slice(0, route.method === 'DELETE' ? 1 : undefined)) {
      if (needsSecondStep(access.action)) {
        const { code } = await ask(route, carried, await logIn(asking.name));
        expect([asking.name, code]).toEqual([asking.name, 'SECOND_STEP_NEEDED']);
      }
      const { code, text } = await ask(route, carried, asking.token);
      const found = nothingBehind.test(route.id) && code === 'NOT_FOUND' ? undefined : code;
      for (const never of notForTheAllowed) expect([asking.name, found, text]).not.toContain(never);
      if (asking.name.endsWith('elsewhere') && !(route.id in ofTheStation)) expectNothingOf(things, text);
    }
  });

  // What names a thing in its path is refused with the thing's name.
  const lists = declared.filter(
    ({ route: { method, path, example } }) =>
      method === 'GET' && !path.includes(':') && areaWords.some((word) => word in (example.query ?? {})),
  );

  it.each(lists.map((one) => [one.route.id, one] as const))(
    '%s without an area shows nothing of another commune',
    async (_, { route }) => {
      const { query, ...carried } = carriedFor(route, things);
      const rest = Object.fromEntries(Object.entries(query ?? {}).filter(([word]) => !areaWords.includes(word)));
      for (const { name, token } of people.filter((one) => one.name.endsWith('elsewhere'))) {
        const { code, text } = await ask(route, { ...carried, query: rest }, token);
        expect([name, code]).not.toContain('INTERNAL');
        expectNothingOf(things, text);
      }
    },
  );

  const expectNothingOf = (about: Things, text: string): void => {
    const shown = Object.values(about).filter((id) => typeof id === 'string' && text.includes(id));
    expect(shown).toEqual([]);
  };
});

/** What the protocol of uploads in parts wants beside the body. */
function tusHeaders(route: Route, areaCode: string): Record<string, string> {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  const metadata = `areaCode ${encoded(areaCode)},filename ${encoded('a.m4a')}`;
  const begin = { 'upload-length': '5', 'upload-metadata': metadata };
  const append = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  return {
    'tus-resumable': '1.0.0',
    ...(route.method === 'POST' ? begin : {}),
    ...(route.method === 'PATCH' ? append : {}),
  };
}

function formOf(field: string, body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  form.append(field, new Blob(['sound']), 'sound.mp3');
  return form;
}
