import { MoreThanOrEqual, type EntityManager } from 'typeorm';
import { LiveSpeechEntity, ManualSessionEntity } from './manual.entity';

export const findSession = (
  manager: EntityManager,
  deviceId: string,
  rundownId: string,
): Promise<ManualSessionEntity | null> => manager.findOneBy(ManualSessionEntity, { deviceId, rundownId });

export const findSessions = (
  manager: EntityManager,
  deviceId: string,
  fromAt: number,
): Promise<ManualSessionEntity[]> =>
  manager.findBy(ManualSessionEntity, { deviceId, sessionAt: MoreThanOrEqual(fromAt) });

/** Changes the fields given, making the row where there is none. */
export async function saveSession(
  manager: EntityManager,
  change: Pick<ManualSessionEntity, 'deviceId' | 'rundownId' | 'sessionAt'> & Partial<ManualSessionEntity>,
): Promise<ManualSessionEntity> {
  const empty = {
    ...{ manifestVersion: null, mark: null, downloadedAt: null, downloadedBy: null, startedAt: null },
    ...{ startedBy: null, endedAt: null, endedBy: null, bookedAt: null },
  };
  const before = await findSession(manager, change.deviceId, change.rundownId);
  const after = { ...empty, ...before, ...change };
  await manager.save(ManualSessionEntity, after);
  return after;
}

export const findSpeech = (manager: EntityManager, deviceId: string, id: string): Promise<LiveSpeechEntity | null> =>
  manager.findOneBy(LiveSpeechEntity, { deviceId, id });

/** Those that begin at `fromAt` or later, the first first. */
export const findSpeeches = (manager: EntityManager, deviceId: string, fromAt: number): Promise<LiveSpeechEntity[]> =>
  manager.find(LiveSpeechEntity, {
    where: { deviceId, startAt: MoreThanOrEqual(fromAt) },
    order: { startAt: 'ASC', id: 'ASC' },
  });

export async function saveSpeech(manager: EntityManager, speech: LiveSpeechEntity): Promise<void> {
  await manager.save(LiveSpeechEntity, speech);
}
