/** `loa retention`: which recordings are old enough to go, and why others stay. */
import type { Command } from 'commander';
import { type Need, type RetentionVerdict, type StoredKind, storedKinds } from '../../domain/retention/decide';
import type { Judged, KeptFile, RetentionService } from '../../features/retention';
import { textTable } from '../text-table';
import type { Open } from './airtime';
import { reportFaults } from './import-output';

const kindWords: Record<StoredKind, string> = {
  originals: 'bản gốc',
  masters: 'bản phát',
  renditions: 'bản nén',
  papers: 'báo cáo',
};

const reasonWords: Record<Need | 'no-limit' | 'not-yet', string> = {
  held: 'đang được giữ / held',
  'in-work': 'đang xử lý / being worked on',
  'in-hand': 'bản tin chưa xong / its bulletin is not finished',
  planned: 'có trong lịch phát / planned',
  booked: 'đã xếp lịch / booked',
  ordered: 'đang phát theo lệnh / ordered',
  relay: 'dự phòng tiếp sóng / behind a relay',
  frame: 'nhạc hiệu của khung giờ / part of a slot',
  'not-played': 'đã duyệt, chưa phát / approved, not heard yet',
  latest: 'bản mới nhất / the newest of its report',
  'no-limit': 'giữ mãi / kept for ever',
  'not-yet': 'chưa đến hạn / not old enough',
};

interface Options {
  dryRun?: boolean;
  json?: boolean;
}

/** Adds `retention` to the program. */
export function registerRetention(program: Command, open: Open<RetentionService>): void {
  program
    .command('retention')
    .description('xoá bản ghi quá hạn lưu trữ, nhật ký phát giữ nguyên / remove what is old; the ledger stays')
    .option('--dry-run', 'chỉ liệt kê gì sẽ xoá, gì giữ và vì sao / only list what would go, what stays and why')
    .option('--json', 'in một dòng JSON / print one line of JSON')
    .action((options: Options) =>
      reportFaults('retention', () =>
        options.dryRun
          ? open('read', (service) => list(service, options.json ?? false))
          : open('write', (service) => remove(service, options.json ?? false)),
      ),
    );
}

async function list(service: RetentionService, json: boolean): Promise<void> {
  const files: object[] = [];
  const lines: string[][] = [];
  for await (const judged of service.judged()) {
    if (json) files.push(viewOf(judged));
    else lines.push(lineOf(judged.file, wordsOf(judged.verdict)));
  }
  if (json) process.stdout.write(`${JSON.stringify({ limits: service.limits, files })}\n`);
  else process.stdout.write(limitsText(service) + tableOf(lines));
}

async function remove(service: RetentionService, json: boolean): Promise<void> {
  const gone = await service.run();
  const removed = gone.map(({ kind, name, title, bytes }) => ({ kind, name, title, bytes }));
  if (json) process.stdout.write(`${JSON.stringify({ limits: service.limits, removed })}\n`);
  else process.stdout.write(limitsText(service) + tableOf(gone.map((file) => lineOf(file, 'đã xoá / removed'))));
}

const viewOf = ({ file: { kind, name, title, bytes, areaCodes, lastUsedAt }, verdict }: Judged): object => ({
  ...{ kind, name, title, bytes, areaCodes, lastUsedAt, ...verdict },
});

const wordsOf = (verdict: RetentionVerdict): string => (verdict.goes ? 'sẽ xoá / would go' : reasonWords[verdict.why]);

const lineOf = ({ kind, title, bytes, areaCodes, lastUsedAt }: KeptFile, what: string): string[] => [
  kindWords[kind],
  areaCodes.join(' '),
  title,
  `${(bytes / 1e6).toFixed(1)} MB`,
  new Date(lastUsedAt).toISOString().slice(0, 10),
  what,
];

const tableOf = (lines: string[][]): string =>
  textTable(
    [
      { title: 'Loại' },
      { title: 'Địa bàn' },
      { title: 'Tên' },
      { title: 'Cỡ', right: true },
      { title: 'Dùng lần cuối' },
      { title: 'Xử lý' },
    ],
    lines,
  );

const limitsText = ({ limits }: RetentionService): string =>
  storedKinds
    .map(
      (kind) => `${kindWords[kind]}: ${limits[kind] === null ? 'giữ mãi / for ever' : `${limits[kind]} ngày/days`}\n`,
    )
    .join('');
