import fs from 'node:fs';
import path from 'node:path';
import type { Need } from '../../domain/retention/decide';
import type { KeptFile } from './stored-files.repository';

/** The files of kept reports in their folder, one sub-folder for each area. `newest`: of each report that is still kept. */
export async function listPapers(folder: string, newest: ReadonlySet<string>): Promise<KeptFile[]> {
  const entries = await fs.promises.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const papers: KeptFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.part')) continue;
    const name = path.relative(folder, path.join(entry.parentPath, entry.name));
    const { size, mtimeMs } = await fs.promises.stat(path.join(folder, name));
    papers.push({
      ...{ kind: 'papers', name, title: entry.name, bytes: size, lastUsedAt: Math.floor(mtimeMs) },
      ...{ areaCodes: [name.split(path.sep)[0]!], mediaIds: [] },
      needs: new Set<Need>(newest.has(name) ? ['latest'] : []),
    });
  }
  return papers.sort((a, b) => (a.name < b.name ? -1 : 1));
}
