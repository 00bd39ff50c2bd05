/** The commands of package.json: each installs and builds what it lacks, then runs in the foreground with its arguments. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { youngRoom } from './young-room.mjs';
import { writeTestGroups } from './test-groups.mjs';
import { ensureBenchBuilt, ensureBuilt, ensureInstalled, ensureWebBuilt, refuse, root } from './ready.mjs';

const [, , name, ...args] = process.argv;
const at = (...parts) => path.join(root, ...parts);
const node = (...argv) => [process.execPath, argv];
const jest = (...argv) =>
  node(
    '--disable-warning=ExperimentalWarning',
    at('node_modules/jest/bin/jest.js'),
    '-c',
    at('config/quality/jest.config.cjs'),
    ...argv,
  );

const commands = {
  demo: () => node(at('dist/cli/main.js'), 'demo', ...args),
  start: () => node(...youngRoom(process.env), at('dist/main.js'), ...args),
  loa: () => node(at('dist/cli/main.js'), ...args),
  bench: () => node('--expose-gc', at('.cache/bench/test/bench/main.js'), ...args),
  test: () => jest(...args),
  'test:long': () => jest(...args),
  screenshots: () => jest('--selectProjects', 'screenshots', ...args),
};

if (!commands[name]) refuse(`unknown command ${name}; there is ${Object.keys(commands).join(', ')}`);
ensureInstalled();
ensureBuilt();
if (name !== 'loa') ensureWebBuilt();
if (name === 'bench') ensureBenchBuilt();
const [file, argv] = commands[name]();
const switches = { 'test:long': { LOA_TEST_LONG: '1' }, screenshots: { LOA_TEST_SCREENSHOTS: '1' } };
const grouped = name === 'test' && !args.some((arg) => arg.includes('.spec'));
if (grouped) writeTestGroups(root);
const env = { ...process.env, ...switches[name], ...(grouped ? { LOA_TEST_GROUPED: '1' } : {}) };
const child = spawn(file, argv, {
  cwd: process.env.INIT_CWD && name === 'loa' ? process.env.INIT_CWD : root,
  stdio: 'inherit',
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => refuse(error.message));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
