import { In, type EntityManager } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { LostRecordingEntity } from './lost-recording.entity';

/** What the store has lost of what is planned; few or none. */
export class LostRecordingsRepository {
  async all(manager: EntityManager): Promise<Set<string>> {
    return new Set((await manager.find(LostRecordingEntity)).map(({ sha256 }) => sha256));
  }

  async add(manager: EntityManager, sha256s: readonly string[], lostAt: number): Promise<void> {
    await manager.insert(
      LostRecordingEntity,
      sha256s.map((sha256) => ({ sha256, lostAt })),
    );
  }

  async remove(manager: EntityManager, sha256s: readonly string[]): Promise<void> {
    await manager.delete(LostRecordingEntity, { sha256: In([...sha256s]) });
  }

  /** The areas whose bookings or slots bring a recording along. */
  async areasWith(manager: EntityManager, sha256: string): Promise<string[]> {
    const names = `%"${sha256}"%`;
    const rows = await query<{ code: string }>(
      manager,
      sql`SELECT area_code AS code FROM bookings WHERE state = 'active' AND audio LIKE ${names}
        UNION SELECT area_code AS code FROM slots WHERE frame LIKE ${names}`,
    );
    return rows.map(({ code }) => code);
  }
}
