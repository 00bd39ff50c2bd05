/**
 * `npm run release:player`: the player of a box in the field as a tarball, `loa-player-<version>.tgz`. Only what the player reaches goes
 * in, and nothing under the GPL: a box brings its own ffmpeg.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './ready.mjs';

/** What the import rules let the player reach. */
const folders = [
  'player',
  'domain',
  'contracts/device',
  ...['ffmpeg', 'clock', 'logging', 'sqlite', 'signing'].map((one) => `platform/${one}`),
];
const packages = ['fluent-ffmpeg', 'libsql', 'node-cron', 'pino', 'zod'];
const beside = ['LICENSE', 'docs/player.md', 'docs/vi/player.md', 'config/deploy/loa-player.service'];

ensureInstalled();
ensureBuilt();
const whole = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const installed = (name) => JSON.parse(fs.readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8'));
const free = /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause)\b/;
for (const name of packages) {
  const { license } = installed(name);
  if (!free.test(license ?? '')) throw new Error(`${name} is under ${license}: not in a tarball`);
}

const name = `loa-player-${whole.version}`;
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-release-'));
try {
  const into = path.join(work, name);
  for (const folder of folders) {
    fs.cpSync(path.join(root, 'dist', folder), path.join(into, 'dist', folder), { recursive: true });
  }
  for (const file of beside) {
    fs.mkdirSync(path.dirname(path.join(into, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(into, file));
  }
  const dependencies = Object.fromEntries(packages.map((one) => [one, installed(one).version]));
  const { version, license, engines } = whole;
  const about = { name: 'loa-player', version, private: true, license, engines, dependencies };
  fs.writeFileSync(path.join(into, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
  const target = path.join(process.env.INIT_CWD ?? root, `${name}.tgz`);
  execFileSync('tar', ['czf', target, '-C', work, name]);
  process.stdout.write(`${target}\n`);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
