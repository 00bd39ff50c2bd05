import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

/** Text of each page of a PDF. */
export function pdfPages(pdf: Buffer): string[] {
  const out = execFileSync(process.execPath, [path.join(__dirname, 'pdf-text.mjs')], {
    input: pdf,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  });
  return JSON.parse(out) as string[];
}

/** The text of a report in one of its forms. */
export function textOf(file: Buffer, format: 'pdf' | 'xlsx' | 'docx' | 'csv'): string {
  if (format === 'csv') return file.toString('utf8');
  return format === 'pdf' ? pdfPages(file).join(' ') : officeText(file);
}

/** Every text of an office file (XLSX, DOCX), in the order of its parts. */
export function officeText(file: Buffer): string {
  const parts = Object.entries(unzipSync(new Uint8Array(file))).filter(([name]) => name.endsWith('.xml'));
  const texts = parts.flatMap(([, bytes]) => [...strFromU8(bytes).matchAll(/<(?:w:)?t(?: [^>]*)?>([^<]*)</g)]);
  return texts
    .map(([, text = '']) => text)
    .join(' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'");
}
