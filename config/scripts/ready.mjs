/**
 * Brings a clone into the state a command needs: right Node, packages installed, sources built.
 * Runs before anything is installed, so it uses Node alone. Progress goes to standard error: standard output belongs to the command.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const say = (text) => process.stderr.write(`loa: ${text}\n`);

/** Stops with one clear line. */
export function refuse(text) {
  say(text);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  refuse(`needs Node 20.19 or newer, this is ${process.versions.node}. Install it from your system or nodejs.org.`);
}

const hashOf = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

function run(command, args, what) {
  const started = Date.now();
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0)
    refuse(`${what} failed (exit code ${result.status ?? result.signal}); the lines above say why.`);
  say(`${what} took ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Installs from the lockfile unless the same lockfile was installed here before. */
export function ensureInstalled() {
  checkNode();
  const lock = path.join(root, 'package-lock.json');
  const stamp = path.join(root, 'node_modules/.loa-installed');
  const wanted = `${hashOf(lock)} ${process.versions.modules}`;
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  say('installing packages (first run; a minute or two) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'installing packages');
  fs.writeFileSync(stamp, wanted);
}

function newest(dir, latest = 0) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    latest = entry.isDirectory() ? newest(file, latest) : Math.max(latest, fs.statSync(file).mtimeMs);
  }
  return latest;
}

/** Builds when a source is newer than at the last build. */
function buildWhenChanged(stampName, sources, what, argv) {
  const stamp = path.join(root, '.cache', stampName);
  const changed = Math.max(
    ...sources.map((s) => newest(path.join(root, s))),
    fs.statSync(path.join(root, 'tsconfig.json')).mtimeMs,
  );
  if (fs.existsSync(stamp) && Number(fs.readFileSync(stamp, 'utf8')) === changed) return;
  say(`building ${what} …`);
  const [program, ...args] = argv;
  run(process.execPath, [path.resolve(root, 'node_modules', program), ...args], `building ${what}`);
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, String(changed));
}

const buildProgram = (project, stampName, sources, what) =>
  buildWhenChanged(stampName, sources, what, ['typescript/bin/tsc', '-p', project]);

/** Compiles src to dist when a source is newer than the last build. */
export function ensureBuilt() {
  if (!fs.existsSync(path.join(root, 'dist/main.js')))
    fs.rmSync(path.join(root, '.cache/built-service'), { force: true });
  buildWhenChanged('built-service', ['src'], 'Loa', [path.join(root, 'config/scripts/compile.mjs')]);
}

/** Builds the browser application into dist/web. */
export function ensureWebBuilt() {
  if (!fs.existsSync(path.join(root, 'dist/web/index.html')))
    fs.rmSync(path.join(root, '.cache/built-web'), { force: true });
  const sources = ['src/web', 'src/contracts/http', 'src/domain'];
  const vite = ['vite/bin/vite.js', 'build', '--config', 'src/web/vite.config.mjs', '--logLevel', 'warn'];
  buildWhenChanged('built-web', sources, 'the pages', vite);
}

/** Compiles the benchmarks. */
export function ensureBenchBuilt() {
  buildProgram('test/bench/tsconfig.json', 'built-bench', ['src', 'test/bench'], 'the benchmarks');
}
