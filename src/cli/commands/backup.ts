/** `loa backup` and `loa restore`: a whole station in one folder, and back. */
import path from 'node:path';
import type { Command } from 'commander';
import { projectVersion, type LoaConfig } from '../../platform/config/config';
import { reportFaults } from './import-output';

const stepWords: Record<string, string> = {
  check: 'kiểm tra từng tệp / checking every file',
  database: 'cơ sở dữ liệu / database',
  keys: 'khóa / keys',
  players: 'sổ của thiết bị / stores of the players',
  audio: 'âm thanh / audio',
  reports: 'báo cáo đã lưu / kept reports',
};
const onStep = (step: string): void => void process.stderr.write(`loa: ${stepWords[step] ?? step} …\n`);

/** Adds `backup` and `restore` to the program. */
export function registerBackup(program: Command, config: () => LoaConfig): void {
  program
    .command('backup')
    .description('sao lưu cả đài, kể cả khi đang chạy / back the whole station up, while it runs too')
    .argument('<folder>', 'thư mục sao lưu / folder that keeps the backups')
    .action((folder: string) => reportFaults('backup', () => backUp(config(), folder)));
  program
    .command('restore')
    .description('khôi phục vào nơi trống / put a station back into an empty place')
    .argument('<folder>', 'thư mục sao lưu, hoặc một bản trong đó / folder of the backups, or one of them')
    .action((folder: string) => reportFaults('restore', () => restore(config(), folder)));
}

async function backUp(config: LoaConfig, folder: string): Promise<void> {
  const [{ takeBackup }, { SystemClock }] = await Promise.all([
    import('../../platform/backup/take-backup.js'),
    import('../../platform/clock/system-clock.js'),
  ]);
  const { dataDir, audioLibraryDir, databaseUrl } = config;
  const taken = await takeBackup({
    dataDir,
    audioLibraryDir,
    databaseUrl,
    loaVersion: projectVersion,
    to: path.resolve(folder),
    takenAt: new SystemClock().nowMs(),
    onStep,
  });
  process.stdout.write(
    `${taken.folder}\n` +
      `${taken.set.audio.length} bản ghi âm, ${taken.newAudio} mới / recordings, new ones; ${taken.set.papers.length} báo cáo / reports. ` +
      'Có cả khóa bí mật: cất nơi an toàn / It holds the secret keys: keep it safe.\n',
  );
}

async function restore(config: LoaConfig, folder: string): Promise<void> {
  const { restoreStation } = await import('../../service.js');
  const set = await restoreStation(config, path.resolve(folder), onStep);
  const takenAt = new Intl.DateTimeFormat('vi', { dateStyle: 'short', timeStyle: 'medium', timeZone: config.zone });
  process.stdout.write(`đã khôi phục, như lúc / restored, as of ${takenAt.format(set.takenAt)}\n`);
}
