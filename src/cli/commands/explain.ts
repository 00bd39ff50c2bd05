/** `loa explain`: why something played, or did not, and what sounded somewhere then. */
import type { Command } from 'commander';
import { localMomentSchema } from '../../contracts/http/explain';
import { Fault } from '../../domain/fault';
import type { ExplainService } from '../../features/explain';
import { reportFaults } from './import-output';

type Open = <T>(mode: 'read' | 'write', work: (service: ExplainService) => Promise<T>) => Promise<T>;

interface Options {
  area: string;
  at: string;
  bulletin?: string;
  device?: string;
  json?: boolean;
}

/** Adds `explain` to the program. */
export function registerExplain(program: Command, open: Open): void {
  program
    .command('explain')
    .description('vì sao phát hoặc không phát / why something played, or did not')
    .requiredOption('--area <code>', 'mã xã hoặc khu vực / a commune or a zone')
    .requiredOption('--at <time>', 'giờ địa phương, như 2026-01-05T04:50 / local time')
    .option('--bulletin <id>', 'bản tin / a bulletin')
    .option('--device <id>', 'chỉ thiết bị này / this device only')
    .option('--json', 'in một dòng JSON / print one line of JSON')
    .action((options: Options) => reportFaults('explain', () => open('read', (service) => explain(service, options))));
}

async function explain(service: ExplainService, { area, at, bulletin, device, json }: Options): Promise<void> {
  const { explanationOf } = await import('../../features/explain/index.js');
  const moment = localMomentSchema.safeParse(at);
  if (!moment.success) {
    const [messageVi = '', message = ''] = (moment.error.issues[0]?.message ?? '').split(' / ');
    throw new Fault('INPUT_INVALID', { issues: [{ path: '--at', message, messageVi }] });
  }
  const asked = { areaCode: area, local: moment.data, bulletinId: bulletin, deviceId: device };
  const answer = await explanationOf(service, asked);
  if (json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const lines = [
    ...(answer.bulletin ? [answer.bulletin.text, ...answer.bulletin.facts.map(({ text }) => text)] : []),
    ...answer.heard.map(({ text }) => text),
  ];
  for (const { vi, en } of lines) process.stdout.write(`${vi}\n    ${en}\n`);
}
