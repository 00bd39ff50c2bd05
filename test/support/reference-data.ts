import fs from 'node:fs';
import path from 'node:path';

/** The text of a real list in config/data. */
export function referenceCsv(name: 'areas-2025' | 'areas-2021' | 'mergers-2025' | 'topics'): string {
  return fs.readFileSync(path.join(__dirname, '../../config/data', `${name}.csv`), 'utf8');
}
