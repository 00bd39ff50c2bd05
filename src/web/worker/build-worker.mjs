/** Builds the service worker after the application, whose file names it is given. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Beyond the first load: the form, what it needs to send, and where each role begins. Other pages are kept once they were opened. */
const opened = [
  'pages/log-in/log-in-page.tsx',
  'pages/staff/send-page.tsx',
  'pages/staff/today-page.tsx',
  'pages/approver/inbox-page.tsx',
  'pages/operator/day-page.tsx',
  'pages/reviewer/airtime-page.tsx',
  'app/bell.tsx',
  'app/installed.ts',
  'app/following.ts',
  'outbox/send-waiting.ts',
];
const besides = ['/loa.webmanifest', '/icon.svg', '/icon-192.png'];

export function serviceWorker(outDir) {
  return {
    name: 'loa-service-worker',
    closeBundle: {
      sequential: true,
      order: 'pre',
      async handler() {
        const files = shellFiles(outDir);
        const hash = createHash('sha256').update(fs.readFileSync(path.join(outDir, 'index.html')));
        for (const file of files) hash.update(file);
        const shell = { version: hash.digest('hex').slice(0, 16), files };
        await build({
          configFile: false,
          logLevel: 'warn',
          root: here,
          publicDir: false,
          define: { __LOA_SHELL__: JSON.stringify(shell) },
          build: {
            outDir,
            emptyOutDir: false,
            copyPublicDir: false,
            target: 'es2022',
            reportCompressedSize: false,
            rolldownOptions: {
              input: path.join(here, 'service-worker.ts'),
              output: { format: 'iife', entryFileNames: 'service-worker.js' },
            },
          },
        });
      },
    },
  };
}

function shellFiles(outDir) {
  const chunks = JSON.parse(fs.readFileSync(path.join(outDir, '.vite/manifest.json'), 'utf8'));
  const files = new Set();
  const take = (name) => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`the service worker is to keep ${name}, which is no entry of its own`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const one of chunk.imports ?? []) take(one);
  };
  for (const name of ['index.html', ...opened]) take(name);
  const fonts = fs
    .readdirSync(path.join(outDir, 'assets'))
    .filter((name) => /-(latin|vietnamese)-\d+-.*\.woff2$/.test(name));
  return [...[...files].map((file) => `/${file}`), ...fonts.map((name) => `/assets/${name}`), ...besides].sort();
}
