import fs from 'node:fs';
import { problemTexts, type ProblemText } from '../../contracts/http/problem-texts';
import { isFault } from '../../domain/fault';
import type { FaultCode } from '../../domain/fault-codes';
import { decodeCsv } from '../../platform/csv/csv-upload';
import { systemActor } from '../../platform/database/transaction';

/** Who the audit trail names for changes made on the server's own console. */
export const commandLine = systemActor('loa (command line)');

export interface ImportErrorLine {
  row: number;
  column?: string;
  reason: string;
  reasonVi: string;
}

/** The text of a CSV file on disk. Throws IMPORT_REJECTED for other encodings than UTF-8. */
export function readCsvFile(file: string): string {
  return decodeCsv(fs.readFileSync(file));
}

/** Prints every faulty row on stderr, in both languages; the command fails when there is one. */
export function printErrors(errors: readonly ImportErrorLine[]): void {
  for (const { row, column, reason, reasonVi } of errors) {
    const where = `dòng/row ${row}${column ? ` (${column})` : ''}`;
    process.stderr.write(`${where}: ${reasonVi} / ${reason}\n`);
  }
  if (errors.length > 0) process.exitCode = 1;
}

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp / no such file',
  EISDIR: 'đây là thư mục, hãy cho tên một tệp / that is a folder, name a file',
  EACCES: 'không được phép đọc hay ghi tệp / no permission to read or write the file',
  EPERM: 'không được phép đọc hay ghi tệp / no permission to read or write the file',
  ENOTDIR: 'không có tệp / no such file',
  ENOSPC: 'hết chỗ trên đĩa, hãy giải phóng rồi làm lại / the disk is full, make room and try again',
};

/** Runs a command's work; a fault ends it with one line in both languages (every row for a refused import) and exit code 1. */
export async function reportFaults(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = 1;
    if (isFault(error, 'IMPORT_REJECTED')) {
      printErrors(error.data.errors.map((one) => ({ reasonVi: one.reason, ...one })));
    } else if (isFault(error)) {
      const { detail } = problemTexts[error.code] as unknown as ProblemText<FaultCode>;
      process.stderr.write(`${name}: ${detail.vi(error.data)} / ${detail.en(error.data)}\n`);
    } else {
      const { code, path } = error as { code?: string; path?: string };
      const words = code === undefined ? undefined : fileFaults[code];
      if (!words) throw error;
      // The system names no path when it is asked to read a folder.
      process.stderr.write(`${name}: ${words}${path === undefined ? '' : `: ${path}`}\n`);
    }
  }
}
