import fs from 'node:fs';
import path from 'node:path';

/** A file as a form sends it. Read whole: a Blob that reads from disk arrives empty in a form on Node 20. */
export function fileOf(file: string): { content: Blob; name: string } {
  return { content: new Blob([fs.readFileSync(file)]), name: path.basename(file) };
}
