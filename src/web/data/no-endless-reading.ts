/** Stands for TanStack's infinite queries in the build; pages are reached by cursors in the URL instead. */
export function infiniteQueryBehavior(): never {
  throw new Error('infinite queries are left out of the build');
}
export const hasNextPage = (): boolean => false;
export const hasPreviousPage = (): boolean => false;
