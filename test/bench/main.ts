/**
 * `npm run bench -- <name> [--json] [options]`: measures one figure of the product on this machine. With --json one object on one line
 * of standard output; else the same as aligned lines. Benchmarks are never timed tests: compare figures of one run.
 */
type Bench = (args: string[]) => Promise<object>;

const benches: Record<string, () => Promise<Bench>> = {
  boot: async () => (await import('./boot.bench.js')).bootBench,
  writes: async () => (await import('./writes.bench.js')).writesBench,
  plan: async () => (await import('./plan.bench.js')).planBench,
  normalise: async () => (await import('./normalise.bench.js')).normaliseBench,
  start: async () => (await import('./start.bench.js')).startBench,
  player: async () => (await import('./player.bench.js')).playerBench,
  sync: async () => (await import('./sync.bench.js')).syncBench,
  ingest: async () => (await import('./ingest.bench.js')).ingestBench,
  api: async () => (await import('./api.bench.js')).apiBench,
  emergency: async () => (await import('./emergency.bench.js')).emergencyBench,
  web: async () => (await import('./web.bench.js')).webBench,
  preflight: async () => (await import('./preflight.bench.js')).preflightBench,
  verify: async () => (await import('./verify.bench.js')).verifyBench,
  report: async () => (await import('./report.bench.js')).reportBench,
};

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2).filter((arg) => arg !== '--json');
  const load = name === undefined ? undefined : benches[name];
  if (!load) {
    process.stderr.write(`bench: name one of ${Object.keys(benches).join(', ')}\n`);
    process.exitCode = 1;
    return;
  }
  const figures = await (await load())(rest);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else printAligned(figures, '');
}

function printAligned(figures: object, indent: string): void {
  for (const [key, value] of Object.entries(figures) as [string, unknown][]) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      process.stdout.write(`${indent}${key}\n`);
      printAligned(value, `${indent}  `);
    } else process.stdout.write(`${indent}${key.padEnd(28 - indent.length)} ${JSON.stringify(value)}\n`);
  }
}

void main();
