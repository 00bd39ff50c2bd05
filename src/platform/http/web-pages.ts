import fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

interface PageFile {
  file: string;
  type: string;
  caching: string;
  encodings: ('br' | 'gzip')[];
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.csv': 'text/csv; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};
/** Named after their content: kept for ever. Icons change seldom; pages, the list of icons and the service worker are asked for anew. */
const cachingOf = (address: string): string =>
  address.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : /\.(png|svg)$/.test(address)
      ? 'public, max-age=86400'
      : 'no-cache';
const endings = { br: '.br', gzip: '.gz' } as const;

/**
 * Serves the browser application that was built into `folder`, beside the API and under the same origin. Only the files that stood
 * there at the start are served, compressed as the build left them; every other address that a browser opens as a page gets the
 * application itself, which reads the place from the URL. Without a build it passes everything on.
 */
export function webPages(folder: string) {
  const files = filesIn(folder);
  const index = files.get('/index.html');
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const address = pathOf(request.url);
    if (!index || !['GET', 'HEAD'].includes(request.method ?? '') || /^\/api(\/|$)/.test(address)) return next();
    const found = files.get(address);
    if (found) return send(request, response, found);
    if (address !== '/' && !request.headers.accept?.includes('text/html')) return next();
    send(request, response, index);
  };
}

function filesIn(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  if (!fs.existsSync(path.join(folder, 'index.html'))) return files;
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = types[path.extname(name)];
    if (!type || name.startsWith('.')) continue;
    const file = path.join(folder, name);
    const encodings = (['br', 'gzip'] as const).filter((encoding) => fs.existsSync(file + endings[encoding]));
    const address = `/${name.split(path.sep).join('/')}`;
    files.set(address, { file, type, caching: cachingOf(address), encodings });
  }
  return files;
}

function pathOf(url = '/'): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

function send(request: IncomingMessage, response: ServerResponse, { file, type, caching, encodings }: PageFile): void {
  const taken = String(request.headers['accept-encoding'] ?? '');
  const encoding = encodings.find((one) => new RegExp(`\\b${one}\\b`).test(taken));
  const served = encoding ? file + endings[encoding] : file;
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', caching);
  if (encodings.length > 0) response.setHeader('Vary', 'Accept-Encoding');
  if (encoding) response.setHeader('Content-Encoding', encoding);
  const stream = fs.createReadStream(served);
  stream.once('open', () => {
    if (request.method === 'HEAD') {
      stream.destroy();
      response.end();
    } else stream.pipe(response);
  });
  stream.once('error', () => {
    // The build was replaced under the running service: a restart shows the new one.
    response.removeHeader('Content-Encoding');
    response.statusCode = 503;
    response.end();
  });
}
