import { existsSync } from 'node:fs';
import path from 'node:path';

/** The project's folder: the nearest above that has a package.json, the same for the sources and every build of them. */
export const projectRoot = nearestPackage(__dirname);

/**
 * A file of this folder that another process runs: always a compiled one, also when this code runs from TypeScript
 * under Jest. `npm test` builds first.
 */
export function compiledFile(relative: string): string {
  const beside = path.join(__dirname, relative);
  return existsSync(beside) ? beside : path.join(projectRoot, 'dist', 'platform', 'ffmpeg', relative);
}

function nearestPackage(from: string): string {
  const above = path.dirname(from);
  if (above === from || existsSync(path.join(from, 'package.json'))) return from;
  return nearestPackage(above);
}
