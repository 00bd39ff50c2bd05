/** `loa verify` and `loa ledger export`: whether the ledger is as it was written, here or from a file carried away. */
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { LedgerFinding } from '../../domain/ledger/check';
import type { RollupVerifier } from '../../features/airtime';
import type { LedgerEvidence } from '../../features/playout';
import type { Open } from './airtime';
import { reportFaults } from './import-output';

const findingWords: Record<LedgerFinding['kind'], string> = {
  'row-altered': 'dòng bị sửa / the row was altered',
  'row-missing': 'dòng bị mất / the row is missing',
  'row-added': 'dòng thêm vào / the row was added',
  'row-reordered': 'dòng bị đổi chỗ / the row was moved',
  'bytes-altered': 'nội dung gốc của dòng bị sửa / the bytes of the row were altered',
  'chain-broken':
    'dòng không khớp với dòng sau nó của cùng thiết bị, một trong hai bị sửa / the row does not go with the one its device wrote next: one of them was altered',
  'seal-altered': 'niêm phong bị sửa / the seal was altered',
  'seal-missing': 'thiếu niêm phong trước đó / a seal before it is missing',
  'seal-not-signed': 'chữ ký niêm phong sai / the seal is not signed by its key',
  'key-unknown': 'niêm phong ký bằng khóa lạ / the seal is signed by an unknown key',
  'cut-off': 'tệp bị cắt hoặc hỏng / the file is cut off or damaged',
};

interface VerifyOptions {
  rollups?: boolean;
  key?: string;
  json?: boolean;
}

/** Adds `verify` and `ledger export` to the program. */
export function registerVerify(
  program: Command,
  openEvidence: Open<LedgerEvidence>,
  openRollups: Open<RollupVerifier>,
): void {
  program
    .command('verify')
    .description('kiểm tra nhật ký phát / check the ledger')
    .argument('[file]', 'tệp nhật ký đã xuất: kiểm tra không cần đài / an export: checked without the station')
    .option('--rollups', 'dựng lại mọi số tổng từ nhật ký và so / rebuild every sum from the ledger and compare')
    .option('--key <id>', 'mã khóa của đài, như đã in trên giấy / id of the station\u2019s key, as on paper')
    .option('--json', 'in một dòng JSON / print one line of JSON')
    .action((file: string | undefined, options: VerifyOptions) =>
      reportFaults('verify', () => {
        if (options.rollups) return openRollups('read', (verifier) => verifyRollups(verifier, options.json ?? false));
        if (file !== undefined) return verifyFile(file, options);
        return openEvidence('read', async (evidence) => tell(await evidence.verify(), options.json ?? false));
      }),
    );
  program
    .command('ledger')
    .description('nhật ký phát / the ledger')
    .command('export')
    .description('xuất toàn bộ nhật ký kèm niêm phong / write the whole ledger with its seals')
    .requiredOption('--out <file>', 'tệp ghi ra / file to write')
    .action(({ out }: { out: string }) =>
      reportFaults('ledger export', () => openEvidence('read', (evidence) => exportTo(evidence, out))),
    );
}

async function verifyFile(file: string, { key, json }: VerifyOptions): Promise<void> {
  const { checkEvidence } = await import('../../platform/signing/check-evidence.js');
  tell(await checkEvidence(file, key === undefined ? null : new Set([key])), json ?? false);
}

interface Verdict {
  rows: number;
  seals: number;
  lastRoot: string;
  lastDay: string | null;
  keyId?: string | null;
  complete?: boolean;
  finding: LedgerFinding | null;
}

function tell(verdict: Verdict, json: boolean): void {
  const { rows, seals, lastRoot, lastDay, finding } = verdict;
  if (finding) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return;
  }
  if (verdict.keyId) process.stdout.write(`khóa / key: ${verdict.keyId}\n`);
  if (verdict.complete === false) process.stdout.write('chỉ một số địa bàn / some areas only\n');
  if (lastDay) process.stdout.write(`niêm phong cuối / last seal: ${lastDay} ${lastRoot}\n`);
  process.stdout.write(`${rows} dòng/rows, ${seals} ngày đã niêm phong/days sealed: ${verdictWords(finding)}\n`);
}

function verdictWords(finding: LedgerFinding | null): string {
  if (!finding) return 'nguyên vẹn / as it was written';
  const where = [
    finding.receivedNumber && `dòng/row ${finding.receivedNumber}`,
    finding.day && `ngày/day ${finding.day}`,
  ];
  return `KHÔNG nguyên vẹn / NOT as it was written: ${[findingWords[finding.kind], ...where.filter(Boolean)].join(', ')}`;
}

async function exportTo(evidence: LedgerEvidence, out: string): Promise<void> {
  const partial = `${out}.part`;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of evidence.export(null)) yield `${JSON.stringify(line)}\n`;
  };
  await pipeline(Readable.from(lines()), fs.createWriteStream(partial));
  fs.renameSync(partial, out);
  process.stdout.write(`${out}\n`);
}

async function verifyRollups(verifier: RollupVerifier, json: boolean): Promise<void> {
  const { airings, rollups, differences } = await verifier.verify();
  if (differences.length > 0) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify({ airings, rollups, differences })}\n`);
    return;
  }
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  const verdict =
    differences.length === 0 ? 'khớp với nhật ký / as the ledger says' : 'KHÔNG khớp / NOT as the ledger says';
  process.stdout.write(`${airings} lượt phát/airings, ${rollups} số tổng/sums: ${verdict}\n`);
}
