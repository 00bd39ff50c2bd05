/** `loa preflight`: how a day stands before it comes. */
import type { Command } from 'commander';
import { findingTexts } from '../../contracts/http/preflight-texts';
import { isLocalDate } from '../../domain/time/local-date';
import { Fault } from '../../domain/fault';
import type { PreflightService } from '../../features/preflight';
import { reportFaults } from './import-output';

type Open = <T>(mode: 'read' | 'write', work: (service: PreflightService) => Promise<T>) => Promise<T>;

/** Adds `preflight` to the program. It judges what is stored and changes nothing; ends with 1 where something is red. */
export function registerPreflight(program: Command, open: Open, zone: () => string): void {
  program
    .command('preflight')
    .description('kiểm tra trước ngày phát / judge a day before it comes')
    .requiredOption('--area <code>', 'mã địa bàn, gồm cả cấp dưới / an area and all below it')
    .option('--date <date>', 'ngày; nếu bỏ trống là ngày mai / a local date; tomorrow unless said')
    .option('--json', 'in một dòng JSON / print one line of JSON')
    .action((options: { area: string; date?: string; json?: boolean }) =>
      reportFaults('preflight', () => open('read', (service) => look(service, options, zone()))),
    );
}

const colours = { red: 'ĐỎ   / red  ', amber: 'VÀNG / amber', green: 'XANH / green' };

async function look(
  service: PreflightService,
  { area, date, json }: { area: string; date?: string; json?: boolean },
  zone: string,
): Promise<void> {
  if (date !== undefined && !isLocalDate(date))
    throw new Fault('INPUT_INVALID', {
      issues: [{ path: '--date', message: 'a date such as 2026-01-06', messageVi: 'ngày, như 2026-01-06' }],
    });
  const { date: day, judged } = await service.look(area, date);
  if (judged.some(({ judgement }) => judgement.colour === 'red')) process.exitCode = 1;
  if (json) {
    const communes = judged.map(({ communeCode, judgement: { colour, red, amber, findings } }) => ({
      ...{ areaCode: communeCode, colour, red, amber },
      findings: findings.map((one) => ({ ...one, ...findingTexts(one, zone) })),
    }));
    process.stdout.write(`${JSON.stringify({ date: day, communes })}\n`);
    return;
  }
  for (const { communeCode, judgement } of judged) {
    process.stdout.write(`${colours[judgement.colour]}  ${communeCode}  ${day}\n`);
    for (const one of judgement.findings) {
      const { cause, remedy } = findingTexts(one, zone);
      process.stdout.write(`    ${one.level} ${one.rule}: ${cause.vi} → ${remedy.vi}\n`);
      process.stdout.write(`        ${cause.en} → ${remedy.en}\n`);
    }
  }
}
