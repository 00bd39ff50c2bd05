/** What the build does beyond Vite: nothing is sent to a phone that it will not use. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const packed = /\.(js|css|html|svg|webmanifest|json|csv)$/;

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

/** Leaves out of routes and schemas what only the API's page needs: a phone does not load summaries, examples and descriptions. */
export function withoutDocumentation() {
  const documentation = new Set(['summary', 'description', 'errors', 'example']);
  const remarks = new Set(['describe', 'meta']);
  return {
    name: 'loa-without-documentation',
    transform: {
      order: 'post',
      filter: { id: /contracts[\\/]http[\\/][\w-]+\.ts$/ },
      handler(written) {
        const marks = [];
        visit(this.parse(written), ({ type, callee, end }) => {
          if (type !== 'CallExpression' || !remarks.has(callee.property?.name)) return;
          marks.push({ start: callee.object.end, end, text: '' });
        });
        const code = cut(written, marks);
        const cuts = [];
        visit(this.parse(code), (node) => {
          if (node.type !== 'CallExpression' || node.callee.name !== 'route') return;
          const [spec] = node.arguments;
          if (spec?.type !== 'ObjectExpression') return;
          const kept = spec.properties.filter((one) => !documentation.has(one.key?.name));
          const text = kept.map((one) => code.slice(one.start, one.end)).join(', ');
          cuts.push({ start: spec.start, end: spec.end, text: `{ ${text} }` });
        });
        return { code: cut(code, cuts), map: null };
      },
    },
  };
}

/** Puts texts in the place of parts that do not overlap. */
function cut(code, parts) {
  let short = code;
  for (const { start, end, text } of parts.sort((a, b) => b.start - a.start))
    short = short.slice(0, start) + text + short.slice(end);
  return short;
}

function visit(node, look) {
  if (Array.isArray(node)) return node.forEach((one) => visit(one, look));
  if (node === null || typeof node !== 'object') return undefined;
  if (typeof node.type === 'string') look(node);
  for (const value of Object.values(node)) if (value !== null && typeof value === 'object') visit(value, look);
  return undefined;
}

/** Parts of Zod that hang on every schema and that a browser never needs: the JSON Schema writer, and sentences nobody is shown. */
const stubs = {
  'to-json-schema': (file) => stubOf(file),
  'json-schema-processors': (file) => stubOf(file),
  // For values that contain themselves; JSON has none.
  memoizer: (file) => stubOf(file),
  en: () => `export default () => ({ localeError: () => 'invalid' });`,
};

function stubOf(file) {
  const names = [...fs.readFileSync(file, 'utf8').matchAll(/^export (?:function|const|class) (\w+)/gm)];
  return names.map(([, name]) => `export const ${name} = () => undefined;`).join('\n');
}

export function lighterZod() {
  const zod = path.resolve(here, '../../node_modules/zod/v4');
  const wanted = /^\.\.?\/(?:[\w-]+\/)?(to-json-schema|json-schema-processors|memoizer|en)\.js$/;
  return {
    name: 'loa-lighter-zod',
    enforce: 'pre',
    resolveId(id, importer) {
      const name = /[\\/]zod[\\/]v4[\\/]/.test(importer ?? '') ? wanted.exec(id)?.[1] : undefined;
      return name ? `\0loa-zod:${name}` : null;
    },
    load(id) {
      const name = id.startsWith('\0loa-zod:') ? id.slice('\0loa-zod:'.length) : undefined;
      return name ? stubs[name](path.join(zod, 'core', `${name}.js`)) : null;
    },
    // The page's security policy forbids compiled validators, so objects begin and stay with the interpreted one.
    transform: {
      filter: { id: /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ },
      handler: (code) => ({ code: code.replaceAll('.$ZodObjectJIT.init', '.$ZodObject.init'), map: null }),
    },
  };
}

/** Pages of pages, which TanStack Query brings along with every query: no page asks for them. One that did would be told so. */
export function lighterQuery() {
  const none = `() => { throw new Error('infinite queries are left out: src/web/build-plugins.mjs'); }`;
  const names = ['infiniteQueryBehavior', 'hasNextPage', 'hasPreviousPage'];
  return {
    name: 'loa-lighter-query',
    transform: {
      filter: { id: /query-core[\\/]build[\\/]modern[\\/]infiniteQueryBehavior\.js$/ },
      handler: () => ({ code: names.map((name) => `export const ${name} = ${none};`).join('\n'), map: null }),
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
