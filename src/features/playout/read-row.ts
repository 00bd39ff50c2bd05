import { createHash } from 'node:crypto';
import { isDeviceRow } from '../../contracts/device/row-guard';
import { deviceRowSchema, sentRowSchema, type SentRow } from '../../contracts/device/rows';
import { idSchema } from '../../contracts/device/manifest';
import { neverBegun } from '../../domain/airtime/result';
import type { DeviceRow } from '../../domain/playout/row';
import { chainHash } from '../../platform/signing/row-chain';

/** Why a row was set aside (L3). */
export type QuarantineReason =
  | 'envelope-malformed'
  | 'not-json'
  | 'not-a-row'
  | 'text-unstorable'
  | 'other-device'
  | 'key-differs'
  | 'hash-differs'
  | 'contradictory'
  | 'key-reused'
  | 'chain-broken'
  | 'area-unknown';

/** What stands for `boot` in rows that the station writes itself. */
export const stationBoots = ['station', 'correction'];

export interface RefusedRow {
  boot: string;
  sequence: number;
  reason: QuarantineReason;
  detail: string;
  /** What came, as JSON text. */
  envelope: string;
}

export interface AcceptedRow {
  sent: SentRow;
  row: DeviceRow;
}

/** Reads one row of a batch (L3): the row, or why it cannot be one. Never throws; `position` names a row that carries no key of its own. */
export function readRow(deviceId: string, sent: unknown, position: number): AcceptedRow | RefusedRow {
  const envelope = sentRowSchema.safeParse(sent);
  if (!envelope.success) {
    return refused(keyOf(sent, position), 'envelope-malformed', firstIssue(envelope.error), sent);
  }
  const refuse = (reason: QuarantineReason, detail: string): RefusedRow => refused(envelope.data, reason, detail, sent);
  const content = parse(envelope.data.bytes);
  if (content === undefined) return refuse('not-json', 'the bytes are not JSON');
  const parsed = isDeviceRow(content) ? { data: content } : deviceRowSchema.safeParse(content);
  if (!parsed.data) return refuse('not-a-row', firstIssue(parsed.error));
  const row = parsed.data;
  if (row.deviceId !== deviceId) return refuse('other-device', `the row names device ${row.deviceId}`);
  if (stationBoots.includes(row.boot)) return refuse('not-a-row', `boot ${row.boot} is the station's own`);
  if (row.boot !== envelope.data.boot || row.sequence !== envelope.data.sequence) {
    return refuse('key-differs', `the row names ${row.boot}/${row.sequence}`);
  }
  if (chainHash(row.previousHash, envelope.data.bytes) !== envelope.data.hash) {
    return refuse('hash-differs', 'the hash is not that of the bytes');
  }
  if (mayBeUnstorable(envelope.data.bytes) && hasUnstorableText(row)) {
    return refuse('text-unstorable', 'a text holds a zero character or half a character');
  }
  const contradiction = contradictionOf(row);
  return contradiction ? refuse('contradictory', contradiction) : { sent: envelope.data, row };
}

export function refused(
  key: { boot: string; sequence: number },
  reason: QuarantineReason,
  detail: string,
  sent: unknown,
): RefusedRow {
  const text = JSON.stringify(sent) ?? 'null';
  return { boot: key.boot, sequence: key.sequence, reason, detail, envelope: text };
}

/** The same bad row from the same device has the same id. */
export function quarantineId(deviceId: string, envelope: string): string {
  return createHash('sha256')
    .update(JSON.stringify([deviceId, envelope]))
    .digest('hex');
}

export const isRefused = (row: object): row is RefusedRow => 'envelope' in row;

function parse(bytes: string): unknown {
  try {
    return JSON.parse(bytes) as unknown;
  } catch {
    return undefined;
  }
}

/** As much of the key as can be read, so that the device hears about its row. */
function keyOf(sent: unknown, position: number): { boot: string; sequence: number } {
  const given = (sent ?? {}) as { boot?: unknown; sequence?: unknown };
  const boot = idSchema.safeParse(given.boot);
  const readable = Number.isSafeInteger(given.sequence) && (given.sequence as number) >= 1;
  return {
    boot: boot.success && !unstorable.test(boot.data) ? boot.data : 'unreadable',
    sequence: readable ? (given.sequence as number) : position + 1,
  };
}

/** Canonical JSON writes no such escapes for text that PostgreSQL can store; other writers may. Far quicker than looking at every text. */
const mayBeUnstorable = (bytes: string): boolean => bytes.includes('\\u') || surrogate.test(bytes);
const surrogate = /[\uD800-\uDFFF]/;
const unstorable = /\0|\p{Surrogate}/u;

function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return unstorable.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnstorableText);
}

function contradictionOf(row: DeviceRow): string | undefined {
  if (row.kind !== 'result') return undefined;
  if (neverBegun.has(row.result) && row.heardMs > 0) return `${row.result}, yet ${row.heardMs} ms heard`;
  if (row.result === 'played' && row.actualStartAt === null) return 'played, yet never started';
  return undefined;
}

function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'not valid';
}
