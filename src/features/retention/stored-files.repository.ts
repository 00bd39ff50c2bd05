import type { EntityManager } from 'typeorm';
import { needOfVersion, type Need, type StoredFile, type StoredKind } from '../../domain/retention/decide';
import { isIn, literal, query, sql, type Sql } from '../../platform/database/sql';
import type { NeededSounds } from './needed-sounds.repository';

export type AudioKindKept = Exclude<StoredKind, 'papers'>;

/** One file of the store as retention sees it. */
export interface KeptFile extends StoredFile {
  kind: StoredKind;
  /** The hash of an audio file, the name of a paper. */
  name: string;
  bytes: number;
  /** Words for people: the name of the file that was sent, or of the paper. */
  title: string;
  areaCodes: string[];
  mediaIds: string[];
}

/** Recordings by the file they share. An upload that is kept and not recorded yet is in `uploads` alone. */
const sources: Record<AudioKindKept, { from: string; hash: string; bytes: string; present: string }> = {
  originals: {
    from: 'media m',
    hash: 'm.original_sha256',
    bytes: 'm.original_bytes',
    present: 'm.original_removed_at IS NULL',
  },
  masters: {
    from: 'media m',
    hash: 'm.master_sha256',
    bytes: 'm.master_bytes',
    present: 'm.master_sha256 IS NOT NULL AND m.master_removed_at IS NULL',
  },
  renditions: {
    from: 'media_renditions r JOIN media m ON m.original_sha256 = r.original_sha256 AND m.profile = r.profile',
    hash: 'r.sha256',
    bytes: 'r.bytes',
    present: '1 = 1',
  },
};

/** Hashes of the files of a kind that are there, after one of them. */
export async function findHashes(
  manager: EntityManager,
  kind: AudioKindKept,
  after: string,
  limit: number,
): Promise<string[]> {
  const { from, hash, present } = sources[kind];
  const rows = await query<{ name: string }>(
    manager,
    sql`SELECT DISTINCT ${literal(hash)} AS name FROM ${literal(from)}
        WHERE ${literal(hash)} > ${after} AND ${literal(present)} ORDER BY ${literal(hash)} LIMIT ${limit}`,
  );
  return rows.map(({ name }) => name);
}

interface MediaRow {
  name: string;
  bytes: unknown;
  id: string;
  title: string;
  area: string;
  state: string;
  uploaded: unknown;
  master: string | null;
}

/** The files of these hashes with everything that speaks for them. */
export async function findFiles(
  manager: EntityManager,
  kind: AudioKindKept,
  hashes: readonly string[],
  needed: NeededSounds,
  now: number,
): Promise<KeptFile[]> {
  const { from, hash, bytes, present } = sources[kind];
  const rows = await query<MediaRow>(
    manager,
    sql`SELECT ${literal(hash)} AS name, ${literal(bytes)} AS bytes, m.id, m.original_name AS title, m.area_code AS area, m.state,
               m.uploaded_at AS uploaded, m.master_sha256 AS master
        FROM ${literal(from)} WHERE ${isIn(hash, hashes)} AND ${literal(present)} ORDER BY m.id`,
  );
  const uses = await findUses(manager, rows, now);
  const inWork = new Set((await query<{ name: string }>(manager, uploadsOf(hashes))).map(({ name }) => name));
  const files = new Map<string, KeptFile & { needs: Set<Need> }>();
  for (const row of rows) {
    let file = files.get(row.name);
    if (!file) {
      const empty = { lastUsedAt: 0, needs: new Set<Need>(), areaCodes: [], mediaIds: [] };
      files.set(row.name, (file = { kind, name: row.name, bytes: Number(row.bytes), title: row.title, ...empty }));
    }
    const use = uses.get(row.id);
    const ordered = row.master === null ? 0 : (needed.orderedAt.get(row.master) ?? 0);
    file.lastUsedAt = Math.max(file.lastUsedAt, Number(row.uploaded), use?.lastUsedAt ?? 0, ordered);
    file.mediaIds.push(row.id);
    if (!file.areaCodes.includes(row.area)) file.areaCodes.push(row.area);
    const sound = row.master === null ? undefined : needed.byHash.get(row.master);
    if (sound) file.needs.add(sound);
    if (needed.heldMedia.has(row.id)) file.needs.add('held');
    if (row.state === 'processing' || inWork.has(row.name)) file.needs.add('in-work');
    for (const need of use?.needs ?? []) file.needs.add(need);
  }
  return [...files.values()];
}

const uploadsOf = (hashes: readonly string[]): Sql =>
  sql`SELECT sha256 AS name FROM uploads WHERE media_id IS NULL AND ${isIn('sha256', hashes)}`;

/** By recording: what its versions say. */
async function findUses(manager: EntityManager, rows: readonly MediaRow[], now: number) {
  const ids = [...new Set(rows.map(({ id }) => id))];
  const found = await query<Record<string, unknown>>(
    manager,
    sql`SELECT v.media_id, v.state, v.superseded_by, v.state_at, b.valid_until,
               (SELECT MAX(p.end_at) FROM planned_plays p WHERE p.ref = v.bulletin_id) AS last_play
        FROM bulletin_versions v JOIN bulletins b ON b.id = v.bulletin_id WHERE ${isIn('v.media_id', ids)}`,
  );
  const uses = new Map<string, { lastUsedAt: number; needs: Set<Need> }>();
  const number = (value: unknown): number | null => (value === null ? null : Number(value));
  for (const row of found) {
    const id = row.media_id as string;
    const use = uses.get(id) ?? { lastUsedAt: 0, needs: new Set<Need>() };
    uses.set(id, use);
    const version = {
      ...{ state: row.state as string, superseded: row.superseded_by !== null, stateAt: Number(row.state_at) },
      ...{ validUntil: number(row.valid_until), lastPlayEndAt: number(row.last_play) },
    };
    use.lastUsedAt = Math.max(use.lastUsedAt, version.stateAt, version.lastPlayEndAt ?? 0);
    const need = needOfVersion(version, now);
    if (need) use.needs.add(need);
  }
  return uses;
}

/** Records that a file is gone; recordings keep everything else that is known of them. */
export async function markRemoved(manager: EntityManager, file: KeptFile, now: number): Promise<void> {
  const { kind, name } = file;
  if (kind === 'originals') {
    await query(
      manager,
      sql`UPDATE media SET original_removed_at = ${now} WHERE original_sha256 = ${name} AND original_removed_at IS NULL`,
    );
  } else if (kind === 'masters') {
    await query(
      manager,
      sql`UPDATE media SET master_removed_at = ${now} WHERE master_sha256 = ${name} AND master_removed_at IS NULL`,
    );
  } else if (kind === 'renditions') {
    await query(manager, sql`DELETE FROM media_renditions WHERE sha256 = ${name}`);
  }
}

/** The waveforms that go with a master. */
export async function peaksOf(manager: EntityManager, master: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    manager,
    sql`SELECT DISTINCT peaks_sha256 AS name FROM media WHERE master_sha256 = ${master} AND peaks_sha256 IS NOT NULL`,
  );
  return rows.map(({ name }) => name);
}

/** Whether some record still promises the file: one that was sent again since. */
export async function isPromised(manager: EntityManager, folder: string, hash: string): Promise<boolean> {
  const statements: Record<string, Sql> = {
    originals: sql`SELECT 1 AS one FROM media WHERE original_sha256 = ${hash} AND original_removed_at IS NULL
                   UNION SELECT 1 FROM uploads WHERE media_id IS NULL AND sha256 = ${hash}`,
    masters: sql`SELECT 1 AS one FROM media WHERE master_sha256 = ${hash} AND master_removed_at IS NULL
                 UNION SELECT 1 FROM media_renditions WHERE sha256 = ${hash}`,
    peaks: sql`SELECT 1 AS one FROM media WHERE peaks_sha256 = ${hash} AND master_removed_at IS NULL`,
  };
  return (await query(manager, statements[folder]!)).length > 0;
}
