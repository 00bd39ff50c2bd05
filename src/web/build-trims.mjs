/** Pages are reached by cursors in the URL: TanStack's endless reading, which every query brings along, stays out. */
export function withoutEndlessReading() {
  const stub = '\0loa-no-endless-reading';
  const names = ['infiniteQueryBehavior', 'hasNextPage', 'hasPreviousPage'];
  return {
    name: 'loa-without-endless-reading',
    resolveId: (id) => (/^\.\/infiniteQueryBehavior\.js$/.test(id) ? stub : null),
    load: (id) => (id === stub ? names.map((name) => `export const ${name} = () => undefined;`).join('\n') : null),
  };
}
