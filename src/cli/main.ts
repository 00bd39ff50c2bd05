#!/usr/bin/env node
/** `loa`: the program's commands. What a command needs is loaded when it runs. */
import path from 'node:path';
import { Command } from 'commander';
import { registerAirtime } from './commands/airtime';
import { registerAreas } from './commands/areas';
import { registerBackup } from './commands/backup';
import { registerDatabase } from './commands/database';
import { registerDemo } from './commands/demo';
import { registerExplain } from './commands/explain';
import { registerInterchange } from './commands/interchange';
import { registerKeys } from './commands/keys';
import { registerMedia } from './commands/media';
import { registerOpenApi } from './commands/openapi';
import { registerPlayer } from './commands/player';
import { registerRelays } from './commands/relays';
import { registerPreflight } from './commands/preflight';
import { registerRetention } from './commands/retention';
import { registerSlots } from './commands/slots';
import { registerTopics } from './commands/topics';
import { registerUser } from './commands/user';
import { registerVerify } from './commands/verify';
import { SystemClock } from '../platform/clock/system-clock';
import { loadConfig } from '../platform/config/config';
import { serviceOf } from './open-store';

/** Relative folders start where the user stands. */
const commandConfig = (): ReturnType<typeof loadConfig> =>
  loadConfig(process.env, process.env.INIT_CWD ?? process.cwd());

const program = new Command('loa').description('Truyền thanh cơ sở / grassroots radio and loudspeakers');
registerSlots(program);
registerMedia(program, commandConfig);
registerRelays(program, commandConfig);
registerAreas(
  program,
  serviceOf(commandConfig, async () => (await import('../features/areas/index.js')).AreasService),
);
registerTopics(
  program,
  serviceOf(commandConfig, async () => (await import('../features/topics/index.js')).TopicsService),
);
const airtime = () => import('../features/airtime/index.js');
registerAirtime(
  program,
  serviceOf(commandConfig, async () => (await airtime()).AirtimeService),
);
registerVerify(
  program,
  serviceOf(commandConfig, async () => (await import('../features/playout/index.js')).LedgerEvidence),
  serviceOf(commandConfig, async () => (await airtime()).RollupVerifier),
);
registerExplain(
  program,
  serviceOf(commandConfig, async () => (await import('../features/explain/index.js')).ExplainService),
);
registerPreflight(
  program,
  serviceOf(commandConfig, async () => (await import('../features/preflight/index.js')).PreflightService),
  () => commandConfig().zone,
);
const interchange = () => import('../features/interchange/index.js');
registerInterchange(
  program,
  serviceOf(commandConfig, async () => (await interchange()).InterchangeExport),
  serviceOf(commandConfig, async () => (await interchange()).InterchangeImport),
);
registerRetention(
  program,
  serviceOf(commandConfig, async () => (await import('../features/retention/index.js')).RetentionService),
);
registerUser(
  program,
  serviceOf(commandConfig, async () => (await import('../features/accounts/index.js')).PasswordsService),
);
registerDatabase(program, commandConfig);
registerKeys(
  program,
  serviceOf(commandConfig, async () => (await import('../features/devices/index.js')).StationKeys),
  () => new SystemClock().nowMs(),
);
registerBackup(program, commandConfig);
registerPlayer(program, (folder) => path.resolve(process.env.INIT_CWD ?? process.cwd(), folder));
registerOpenApi(program);
registerDemo(program, commandConfig);

program.parseAsync().catch((error: unknown) => {
  const clear = error instanceof Error && ['StartRefused', 'ConfigRefused'].includes(error.name);
  process.stderr.write(
    clear ? `loa: ${error.message.replaceAll('\n', '\nloa: ')}\n` : `${String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
});
