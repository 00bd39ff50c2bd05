import { z } from 'zod';
import type { LedgerRowView } from '../../contracts/http/airtime';
import type { RowsCursor } from './rows.repository';

const cursorSchema = z.tuple([z.string(), z.string(), z.int(), z.int()]);

/** Where the next page begins. */
export function cursorOf(last: LedgerRowView): string {
  const key = [last.commune.code, last.localDate, last.plannedStartAt, last.receivedNumber];
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The cursor's row, or null for none and for text that is no cursor. */
export function readCursor(cursor: string | undefined): RowsCursor | null {
  if (!cursor) return null;
  try {
    const parsed = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const [communeCode, localDate, plannedStartAt, receivedNumber] = parsed;
    return { communeCode, localDate, plannedStartAt, receivedNumber };
  } catch {
    return null;
  }
}
