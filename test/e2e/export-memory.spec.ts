/** Issue 8: an export of any size leaves in constant memory, waits for a slow reader, ends with its reader and lets others be served. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { itWhen, longRun } from '../support/audio-builds';
import { days, devices, itemsPerDay, largestProvince, ledgerExpressions, ledgerSource } from '../bench/ledger-month';

const main = path.resolve(__dirname, '../../dist/main.js');
const password = 'con suối chảy qua làng';
const mega = 1_000_000;
const months = ['2025-12', '2026-01'];
const perDay = largestProvince * itemsPerDay * devices;
const allRows = { query: 'from=2025-12-01&to=2026-01-31', lines: 1 + months.length * days * perDay };
const fewRows = { query: 'from=2026-01-01&to=2026-01-03', lines: 1 + 3 * perDay };
/** A service that kept what it sent would die of it: the file is twice as large as this. */
const heapMb = 128;
const inLongRun = itWhen(longRun && fs.existsSync('/proc/self/stat'));

/** What the service writes to; filled by the database itself while no service holds it. */
interface Store {
  env: Record<string, string>;
  fill(): Promise<void>;
  remove(): Promise<void>;
}

let dir: string;
let store: Store | null = null;
let child: ChildProcess | null = null;
let url = '';

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-export-memory-'));
});
afterEach(async () => {
  await stopped('SIGKILL');
  await store?.remove();
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

/** The service as a process of its own; what it said first. */
async function started(): Promise<string> {
  child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, main], {
    env: {
      PATH: process.env.PATH,
      ...(process.env.FFMPEG_PATH === undefined ? {} : { FFMPEG_PATH: process.env.FFMPEG_PATH }),
      ...store?.env,
      ...{ PORT: '0', LOA_LOG_LEVEL: 'error', LOA_EMBEDDED_PLAYERS: 'off', LOA_DATA_DIR: path.join(dir, 'data') },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text));
  await until(() => child!.exitCode !== null || /^Loa: data in/m.test(said), 'the service serves');
  url = /http:\/\/[\d.:]+/.exec(said)![0];
  return said;
}

async function stopped(signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const patience = performance.now() + 300_000; performance.now() < patience;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`still waiting: ${what}`);
}

function onSqlite(): Store {
  const fill = async (): Promise<void> => {
    const database = openSqlite(path.join(dir, 'data', 'loa.db'));
    const columns = database.pragma('table_info(ledger_rows)') as { name: string }[];
    for (const statement of statements(columns.map(({ name }) => name))) database.exec(statement);
    database.close();
  };
  return { env: {}, fill, remove: async () => undefined };
}

async function onPostgres(): Promise<Store> {
  const [{ default: pg }, { newPostgres }] = await Promise.all([import('pg'), import('../support/databases.js')]);
  const connected = async (url: string, work: (client: InstanceType<typeof pg.Client>) => Promise<unknown>) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await work(client).finally(() => client.end());
  };
  const { url: at } = (await newPostgres()).location;
  const fill = (): Promise<void> =>
    connected(at, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'ledger_rows'`,
      );
      for (const statement of statements(rows.map(({ name }) => name))) await client.query(statement);
      await client.query('ANALYZE ledger_rows');
    });
  // A gigabyte that the rest of the run needs no more.
  const remove = (): Promise<void> =>
    connected(process.env.LOA_TEST_POSTGRES_URL!, (client) =>
      client.query(`DROP DATABASE ${new URL(at).pathname.slice(1)} WITH (FORCE)`),
    );
  return { env: { LOA_DATABASE_URL: at }, fill, remove };
}

/** A million results. */
function* statements(columns: readonly string[]): Generator<string> {
  yield 'BEGIN';
  for (const [turn, month] of months.entries()) {
    for (let commune = 0; commune < largestProvince; commune += 1) {
      const number = `${(turn * largestProvince + commune) * days * itemsPerDay * devices + 1} + i * ${devices} + device`;
      // Received today, without a gap: there is nothing yet for the service to seal.
      const of = {
        ...ledgerExpressions(commune, month, 0),
        ...{ received_number: number, sequence: number, received_at: String(Date.now()) },
      } as Record<string, string>;
      const values = columns.map((name) => of[name] ?? 'NULL');
      const source = ledgerSource(values, '(SELECT 1 AS kind) k');
      yield `INSERT INTO ledger_rows (${columns.join(', ')}) ${source}`;
    }
  }
  yield 'COMMIT';
}

/** Bytes of memory that are the service's own, not pages of files that the system may take back. */
const ownMemory = (): number => 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(statusOf())![1]);
const residentMemory = (): number => 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(statusOf())![1]);
const statusOf = (): string => fs.readFileSync(`/proc/${child!.pid}/status`, 'utf8');

/** Processor time the service has used, in hundredths of a second. */
function cpuTicks(): number {
  const fields = fs
    .readFileSync(`/proc/${child!.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Resolves after a second in which the service did next to nothing. */
function idle(what: string): Promise<void> {
  return until(async () => {
    const before = cpuTicks();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return cpuTicks() - before < 10;
  }, what);
}

/** The answer's stream; nothing is read of it yet. */
async function asked(query: string, token: string): Promise<http.IncomingMessage> {
  const headers = { authorization: `Bearer ${token}` };
  const request = http.get(`${url}/api/airtime/rows.csv?${query}`, { headers, agent: false });
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  expect(answer.statusCode).toBe(200);
  return answer;
}

/** Reads a whole export and throws it away; what the service used meanwhile, and how often it answered somebody else. */
async function exported(query: string, token: string) {
  const found = { bytes: 0, lines: 0, own: 0, resident: 0, served: 0, slowestMs: 0, ms: 0, ticks: cpuTicks() };
  const startedAt = performance.now();
  const look = (): void => {
    found.own = Math.max(found.own, ownMemory());
    found.resident = Math.max(found.resident, residentMemory());
  };
  const looking = setInterval(look, 50);
  let reading = true;
  const others = (async () => {
    while (reading) {
      const askedAt = performance.now();
      const health = http.get(`${url}/api/health`, { agent: false });
      const [answer] = (await once(health, 'response')) as [http.IncomingMessage];
      await once(answer.resume(), 'end');
      if (reading) found.served += 1;
      found.slowestMs = Math.max(found.slowestMs, performance.now() - askedAt);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const answer = await asked(query, token);
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    found.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) found.lines += 1;
  }
  reading = false;
  clearInterval(looking);
  await others;
  look();
  return { ...found, ms: performance.now() - startedAt, ticks: cpuTicks() - found.ticks };
}

describe('a million rows as CSV', () => {
  inLongRun.each(['sqlite', 'postgres'] as const)(
    'leave in constant memory, wait for a slow reader, end with their reader, and keep nobody else waiting, on %s',
    async (kind) => {
      const begun = performance.now();
      store = kind === 'postgres' ? await onPostgres() : onSqlite();
      // The modules are loaded in the long run only: a short one pays nothing for this file.
      const { signIn } = await import('../../src/cli/demo/cast.js');
      const { accountsRoutes } = await import('../../src/contracts/http/accounts.js');
      const { createClient } = await import('../../src/contracts/http/client.js');
      const [, username = '', first = ''] = /đăng nhập: (\S+) .*mật khẩu: (\S+)/.exec(await started())!;
      const admin = await signIn(createClient({ baseUrl: url }), { username, password: first });
      const grants = [{ role: 'reviewer' as const, areaCode: 'VN' }];
      await admin.call(accountsRoutes.createUser, { body: { username: 'thu', displayName: 'Thu', password, grants } });
      await stopped('SIGTERM');
      await store.fill();
      say('filled', { kind, ms: performance.now() - begun });
      await started();
      const body = { username: 'thu', password, carry: 'bearer' as const };
      const token = (await createClient({ baseUrl: url }).call(accountsRoutes.logIn, { body })).token!;

      const few = await exported(fewRows.query, token);
      const all = await exported(allRows.query, token);
      say('few', few);
      say('all', all);
      expect([few.lines, all.lines]).toEqual([fewRows.lines, allRows.lines]);
      expect(all.bytes).toBeGreaterThan(1.5 * heapMb * mega);
      expect(all.own - few.own).toBeLessThan(64 * mega);
      expect(all.resident - few.resident).toBeLessThan(64 * mega);
      expect(all.served).toBeGreaterThan(20);

      const [begunAt, held] = [cpuTicks(), ownMemory()];
      const answer = await asked(allRows.query, token);
      await idle('the service waits for a reader who does not read');
      const unread = { ticks: cpuTicks() - begunAt, memory: ownMemory() - held };
      say('unread', unread);
      expect(unread.ticks).toBeLessThan(all.ticks / 4);
      expect(unread.memory).toBeLessThan(64 * mega);

      await once(answer, 'data');
      answer.destroy();
      const cutAt = cpuTicks();
      await idle('the service stops for a reader who left');
      say('cut', { ticks: cpuTicks() - cutAt });
      expect(cpuTicks() - cutAt).toBeLessThan(all.ticks / 4);
    },
    900_000,
  );
});

const say = (name: string, figures: object): boolean => process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
