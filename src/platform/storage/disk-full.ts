import { isFault } from '../../domain/fault';

/** As the file system, SQLite and PostgreSQL say it. */
const codes = new Set<unknown>(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100']);

/** Whether an error, or what caused it, is a disk without room: nothing is wrong with the work, which can be done later. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isFault(error, 'DISK_FULL') || codes.has((error as { code?: unknown }).code)) return true;
  if (error.name === 'FfmpegFailed' && /disk is full|no space left/i.test(error.message)) return true;
  return isDiskFull(error.cause);
}
