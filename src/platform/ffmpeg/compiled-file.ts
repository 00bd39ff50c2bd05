import path from 'node:path';

/**
 * A file of this folder that another process runs: always the compiled one, also when this code runs from TypeScript
 * under Jest. `npm test` builds first.
 */
export function compiledFile(relative: string): string {
  const fromSource = path.join('src', 'platform', 'ffmpeg');
  const folder = __dirname.endsWith(fromSource)
    ? path.join(__dirname.slice(0, -fromSource.length), 'dist', 'platform', 'ffmpeg')
    : __dirname;
  return path.join(folder, relative);
}

/** The project's folder: three levels above, in the sources as in the build. */
export const projectRoot = path.resolve(__dirname, '../../..');
