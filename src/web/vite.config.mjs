import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressed, lighterRouter, withoutDocumentation, lighterQuery, lighterZod } from './build-plugins.mjs';
import { serviceWorker } from './worker/build-worker.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const outDir = path.resolve(here, '../../dist/web');

/** The browser application: built into dist/web, which the service serves under its own origin. */
export default defineConfig({
  root: here,
  base: '/',
  resolve: {
    alias: [
      // Its default entry is the development build.
      {
        find: /^react-router$/,
        replacement: path.resolve(here, '../../node_modules/react-router/dist/production/index.mjs'),
      },
    ],
  },
  plugins: [
    withoutDocumentation(),
    lighterZod(),
    lighterQuery(),
    lighterRouter(),
    serviceWorker(outDir),
    compressed(outDir),
  ],
  // `npx vite -c src/web/vite.config.mjs` beside a running service: pages as they are written, the API from there.
  server: {
    proxy: {
      '/api': {
        target: 'http://127.0.0.1:3000',
        changeOrigin: true,
        // The service refuses what another origin's page asks for; this one is only its stand-in.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    // The list of what each page will load is part of the first load: only styles, which must stand before the page does.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')),
    },
    chunkSizeWarningLimit: 400,
    reportCompressedSize: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
