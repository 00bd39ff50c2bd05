import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

function cruise(folder: string): Violation[] {
  const out = execFileSync(
    process.execPath,
    [
      path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      path.join(root, 'config/quality/dependency-cruiser.cjs'),
      '--output-type',
      'json',
      '--no-cache',
      'src',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the dependency gate', () => {
  const found = cruise(path.join(__dirname, 'fixtures')).map((v) => `${v.rule.name}: ${v.from}`);

  it.each([
    ['domain-is-pure', 'src/domain/impure.ts'],
    ['domain-for-browsers', 'src/domain/time/hash.ts'],
    ['no-cycles', 'src/domain/cycle-a.ts'],
    ['feature-areas-looks-upstream-only', 'src/features/areas/index.ts'],
    ['feature-through-its-index', 'src/features/schedule/index.ts'],
    ['typeorm-in-its-rooms', 'src/features/areas/areas.service.ts'],
    ['player-is-alone', 'src/player/device.ts'],
    ['player-without-nest', 'src/player/device.ts'],
    ['fluent-ffmpeg-in-one-room', 'src/platform/loose.ts'],
    ['node-cron-for-the-player', 'src/platform/loose.ts'],
    ['sqlite-in-one-room', 'src/platform/loose.ts'],
    ['web-is-a-browser', 'src/web/page.ts'],
    ['contracts-use-zod-only', 'src/contracts/http/schema.ts'],
  ])('bites: %s', (rule, file) => {
    expect(found).toContain(`${rule}: ${file}`);
  });
});

describe('the lint gate', () => {
  const texts = {
    careless: `export function f(x: any): unknown {
      setTimeout(() => undefined, 1);
      Promise.resolve(1);
      return [Date.now(), new Date(), Math.random(), process.env.HOME, x];
    }\n`,
    otherNames: `import { setTimeout as pause } from 'node:timers/promises';
    import timers from 'timers';
    export const f = (): unknown[] => [pause(1), globalThis.setInterval(() => undefined, 1), timers];\n`,
    unfinished: `// TODO: later\nexport const half = (x: number): boolean => x == 2;\nconsole.log(1);\n`,
    long: `export const lines = [\n${'  1,\n'.repeat(400)}];\n`,
    plain: 'export const half = (x: number): number => x / 2;\n',
  };
  let found: Record<keyof typeof texts, string[]>;

  /** Lints the texts as if each stood in src/domain; ESLint is ESM, so it runs in a process of its own, once for all. */
  beforeAll(() => {
    // A program of that one file: all of them take ten times as long to read.
    const program = path.join(root, '.cache/gate/tsconfig.json');
    fs.mkdirSync(path.dirname(program), { recursive: true });
    fs.writeFileSync(
      program,
      JSON.stringify({ extends: '../../tsconfig.json', include: ['../../src/domain/fault.ts'] }),
    );
    const script = `
      import { ESLint } from 'eslint';
      const overrideConfig = { languageOptions: { parserOptions: { project: ${JSON.stringify(program)} } } };
      const eslint = new ESLint({ overrideConfig, cwd: ${JSON.stringify(root)}, overrideConfigFile: ${JSON.stringify(path.join(root, 'config/quality/eslint.config.mjs'))} });
      const found = {};
      for (const [name, text] of Object.entries(${JSON.stringify(texts)})) {
        const [result] = await eslint.lintText(text, { filePath: ${JSON.stringify(path.join(root, 'src/domain/fault.ts'))} });
        found[name] = result.messages.map((m) => m.ruleId);
      }
      console.log(JSON.stringify(found));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      // Under CI=true typescript-eslint takes the file from disk instead of the text it is given.
      env: { ...process.env, CI: '' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    found = JSON.parse(out) as typeof found;
  });
  const restricted = (rules: string[]): string[] => rules.filter((rule) => rule === 'no-restricted-syntax');

  it('bites: wall clock, timers, chance, environment, any, floating promises', () => {
    expect(restricted(found.careless)).toHaveLength(5);
    expect(found.careless).toEqual(
      expect.arrayContaining(['@typescript-eslint/no-explicit-any', '@typescript-eslint/no-floating-promises']),
    );
  });

  it('bites: timers under another name', () => {
    expect(restricted(found.otherNames)).toHaveLength(3);
  });

  it('bites: marks of unfinished work, loose comparison, printing, files that never end', () => {
    expect(found.unfinished).toEqual(expect.arrayContaining(['no-warning-comments', 'eqeqeq', 'no-console']));
    expect(found.long).toEqual(['max-lines']);
  });

  it('leaves plain code alone', () => {
    expect(found.plain).toEqual([]);
  });
});
