/** What the build does beyond Vite: nothing is sent to a phone that it will not use. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const packed = /\.(js|css|html|svg|webmanifest|json)$/;

/** Writes `.br` and `.gz` beside every text file, so that the service never compresses while somebody waits. */
export function compressed(outDir) {
  return {
    name: 'loa-compressed',
    closeBundle() {
      for (const entry of fs.readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !packed.test(entry.name)) continue;
        const file = path.join(entry.parentPath, entry.name);
        const content = fs.readFileSync(file);
        fs.writeFileSync(`${file}.gz`, zlib.gzipSync(content, { level: 9 }));
        fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(content));
      }
    },
  };
}

/** Leaves out of a route's declaration what only the API's page needs: a phone does not load summaries and examples. */
export function withoutDocumentation() {
  const documentation = new Set(['summary', 'description', 'errors', 'example']);
  return {
    name: 'loa-without-documentation',
    transform: {
      order: 'post',
      filter: { id: /contracts[\\/]http[\\/][\w-]+\.ts$/ },
      handler(code) {
        const cuts = [];
        visit(this.parse(code), (node) => {
          if (node.type !== 'CallExpression' || node.callee.name !== 'route') return;
          const [spec] = node.arguments;
          if (spec?.type !== 'ObjectExpression') return;
          const kept = spec.properties.filter((one) => !documentation.has(one.key?.name));
          const text = kept.map((one) => code.slice(one.start, one.end)).join(', ');
          cuts.push({ start: spec.start, end: spec.end, text: `{ ${text} }` });
        });
        let short = code;
        for (const { start, end, text } of cuts.reverse()) short = short.slice(0, start) + text + short.slice(end);
        return { code: short, map: null };
      },
    },
  };
}

function visit(node, look) {
  if (Array.isArray(node)) return node.forEach((one) => visit(one, look));
  if (node === null || typeof node !== 'object') return undefined;
  if (typeof node.type === 'string') look(node);
  for (const value of Object.values(node)) if (value !== null && typeof value === 'object') visit(value, look);
  return undefined;
}

/** Zod's JSON Schema writer hangs on every schema as a method that a browser never calls; a stub takes its place. */
export function withoutJsonSchema() {
  const stub = '\0loa-no-json-schema';
  return {
    name: 'loa-without-json-schema',
    enforce: 'pre',
    resolveId(id, importer) {
      const ours =
        /[\\/]zod[\\/]v4[\\/]/.test(importer ?? '') && /(to-json-schema|json-schema-processors)\.js$/.exec(id);
      return ours ? `${stub}:${ours[1]}` : null;
    },
    load(id) {
      if (!id.startsWith(stub)) return null;
      const file = path.resolve(here, `../../node_modules/zod/v4/core/${id.slice(stub.length + 1)}.js`);
      const names = [...fs.readFileSync(file, 'utf8').matchAll(/^export (?:function|const|class) (\w+)/gm)];
      return names.map(([, name]) => `export const ${name} = () => undefined;`).join('\n');
    },
  };
}

/**
 * react-router makes its components by calls that a bundler must keep: it cannot know that they change nothing. Said so, the half of it
 * that nobody here uses (forms, prefetching, scroll keeping of its own) stays out.
 */
export function lighterRouter() {
  return {
    name: 'loa-lighter-router',
    transform: {
      filter: { id: /react-router[\\/]dist[\\/].*\.mjs$/ },
      handler(code) {
        const pure = code
          .replace(/^(var \w+ = )(React\d*\.(?:createContext|forwardRef|memo)\()/gm, '$1/* @__PURE__ */ $2')
          .replace(/^\w+\.displayName = "[^"]*";$/gm, '');
        return { code: pure, map: null };
      },
    },
  };
}
