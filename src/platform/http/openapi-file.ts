import fs from 'node:fs';
import path from 'node:path';
import { type ControllerClass, declaredRoutes, type DeclaredRoute } from './declared-routes';
import { buildOpenApi } from './openapi';

const sources = path.resolve(__dirname, '../..');

/** The routes of every `*.controller` file of the program, without starting anything: no database, no port. */
export function routesOfProgram(): DeclaredRoute[] {
  const files = fs
    .readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.controller\.[jt]s$/.test(file))
    .sort();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- found by name, so that none is forgotten
  const modules = files.map((file) => require(path.join(sources, file)) as Record<string, unknown>);
  const classes = modules.flatMap((module) => Object.values(module)).filter((one) => typeof one === 'function');
  return declaredRoutes(classes as unknown as ControllerClass[]);
}

/** The bytes of docs/openapi.json. */
export function openApiText(): string {
  return `${JSON.stringify(buildOpenApi(routesOfProgram()), null, 2)}\n`;
}
