/** Who may import whom: design section 4. A broken rule fails `npm run check`; test/architecture proves that it bites. */
const featureOrder = [
  'areas',
  'topics',
  'campaigns',
  'accounts',
  'media',
  'bulletins',
  'schedule',
  'calendars',
  'devices',
  'playout',
  'airtime',
  'campaign-progress',
  'preflight',
  'reports',
  'audit',
  'notifications',
];
const upstreamOnly = featureOrder.map((name, i) => ({
  name: `feature-${name}-looks-upstream-only`,
  comment: 'Feature to feature only along the way of the data; backwards is an event.',
  severity: 'error',
  from: { path: `^src/features/${name}/` },
  to: { path: `^src/features/(${featureOrder.slice(i + 1).join('|') || 'none'})/` },
}));
const only = (name, library, rooms) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: rooms },
  to: { path: `(^|/)node_modules/${library}(/|$)|^${library}$` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/|^(node:)?crypto$' },
    },
    {
      name: 'domain-for-browsers',
      severity: 'error',
      comment: 'access, time, scheduling and text run in a browser too.',
      from: { path: '^src/domain/(access|time|scheduling|text)/' },
      to: { pathNot: '^src/domain/(access|time|scheduling|text)/' },
    },
    {
      name: 'contracts-see-domain',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { path: '^src/', pathNot: '^src/(domain|contracts)/' },
    },
    {
      name: 'contracts-use-zod-only',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'platform-below-features',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(domain|contracts|platform)/' },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      from: { path: '^src/migrations/' },
      to: { path: '^src/', pathNot: '^src/migrations/' },
    },
    {
      name: 'features-below-main',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/', pathNot: '^src/(domain|contracts|platform|features)/' },
    },
    {
      name: 'feature-through-its-index',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'main-through-the-index',
      severity: 'error',
      from: { path: '^src/(cli/|app\\.module|main)' },
      to: { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.ts$' },
    },
    ...upstreamOnly,
    {
      name: 'player-is-alone',
      severity: 'error',
      from: { path: '^src/player/' },
      to: {
        path: '^src/',
        pathNot: '^src/(player|domain|contracts/device|platform/(ffmpeg|clock|logging|sqlite|signing))(/|$)',
      },
    },
    {
      name: 'player-without-nest',
      severity: 'error',
      from: { path: '^src/player/' },
      to: { path: 'node_modules/(@nestjs|typeorm)/' },
    },
    {
      name: 'player-started-by-main-and-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(player/|cli/|[^/]+\\.ts$)' },
      to: { path: '^src/player/' },
    },
    {
      name: 'web-is-a-browser',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/', pathNot: '^src/(web/|contracts/http/|domain/(access|time|scheduling|text)/)' },
    },
    only('typeorm-in-its-rooms', 'typeorm', '^src/(platform/database/|migrations/)|\\.(entity|repository)\\.ts$'),
    only('fluent-ffmpeg-in-one-room', 'fluent-ffmpeg', '^src/platform/ffmpeg/'),
    only('nodemailer-in-one-room', 'nodemailer', '^src/platform/mail/'),
    only('web-push-in-one-room', 'web-push', '^src/platform/push/'),
    only('sqlite-in-one-room', '(sqlite3|libsql)', '^src/platform/sqlite/'),
    only('node-cron-for-the-player', 'node-cron', '^src/player/'),
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '(main|index|worker)\\.tsx?$|\\.d\\.ts$' },
      to: {},
    },
    { name: 'not-unresolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
