import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * Narrows a list to what lies in these areas or below them, in the database, so that a page of the list is a page of what may be seen.
 * @param column holds the code of an area, such as `c.area_code`
 * @param roots null leaves the list as it is
 */
export function onlyBelow<T extends ObjectLiteral>(
  found: SelectQueryBuilder<T>,
  column: string,
  roots: readonly string[] | null,
): SelectQueryBuilder<T> {
  if (roots === null) return found;
  if (roots.length === 0) return found.andWhere('1 = 0');
  return found.andWhere(`${column} IN (${below})`, { roots: [...roots] });
}

const below = `WITH RECURSIVE seen(code) AS (
  SELECT code FROM areas WHERE code IN (:...roots)
  UNION SELECT areas.code FROM areas JOIN seen ON areas.parent_code = seen.code
) SELECT code FROM seen`;
