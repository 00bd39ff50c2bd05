import type { MediaView } from '../../contracts/http/media';
import { after } from '../clock';
import { ask, type BulletinView, paths, Refused, SignInNeeded } from './station';
import { uploadRecording } from './upload';
import { allWaiting, dropWaiting, saveWaiting, tellOutbox, type Waiting } from './waiting';

const lookAgainMs = 1_500;
const lockName = 'loa-outbox';

export type SendingEnd = 'nothing-left' | 'elsewhere' | 'sign-in';

/**
 * Sends everything of the signed-in user that waits, one after the other, in one place of this browser at a time: a page or the
 * service worker. Every step is written down before the next begins, so a closed page goes on where it was. Rejects where another try
 * may help.
 *
 * @param options.patient wait until the other place is done or gone, instead of answering `elsewhere`
 */
export async function sendWaiting({ patient = false } = {}): Promise<SendingEnd> {
  // Over plain HTTP there are neither locks nor a worker; the station takes each thing only once all the same.
  if (!navigator.locks) return sendAll();
  return navigator.locks.request(lockName, { ifAvailable: !patient }, (lock) => (lock ? sendAll() : 'elsewhere'));
}

async function sendAll(): Promise<SendingEnd> {
  if ((await due()).length === 0) return 'nothing-left';
  try {
    const { id: userId } = await ask<{ id: string }>('GET', paths.me);
    for (;;) {
      const mine = (await due()).filter((row) => row.userId === userId);
      if (mine.length === 0) return 'nothing-left';
      const moved = [];
      for (const row of mine) moved.push(await step(row));
      // What is left is being listened to by the station.
      if (moved.every((one) => !one)) await new Promise<void>((resolve) => after(lookAgainMs, resolve));
    }
  } catch (error) {
    if (!(error instanceof SignInNeeded)) throw error;
    for (const row of await due()) if (row.step !== 'sign-in') await saveWaiting({ ...row, step: 'sign-in' });
    return 'sign-in';
  }
}

const due = async (): Promise<Waiting[]> => (await allWaiting()).filter((row) => row.step !== 'refused');

/** Goes one step with one of them; false when there was nothing to do yet. */
async function step(row: Waiting): Promise<boolean> {
  try {
    if (row.bulletinId !== null) return await submit(row, row.bulletinId);
    if (row.mediaId !== null) await makeBulletin(row, row.mediaId);
    else await upload(row);
  } catch (error) {
    if (!(error instanceof Refused)) {
      // Shown as waiting until the next try.
      if (row.bulletinId === null && !(error instanceof SignInNeeded)) await saveStep(row.id, { step: 'waiting' });
      throw error;
    }
    await saveStep(row.id, { step: 'refused', problem: error.problem });
  }
  return true;
}

/** Over the row as it is by now; one that its user took back stays away. */
async function saveStep(id: string, change: Partial<Waiting>): Promise<void> {
  const now = (await allWaiting()).find((row) => row.id === id);
  if (now) await saveWaiting({ ...now, ...change });
}

async function upload(row: Waiting): Promise<void> {
  const { id } = row;
  await saveStep(id, { step: 'uploading' });
  const path = await uploadRecording(row, {
    onUpload: (upload) => saveStep(id, { upload }),
    onPart: (part) => tellOutbox({ kind: 'part', id, part }),
  });
  const media = await ask<MediaView>('GET', paths.mediaOf(path));
  await saveStep(id, { mediaId: media.id, upload: path });
}

async function makeBulletin({ id, draft }: Waiting, mediaId: string): Promise<void> {
  const { id: bulletinId, title } = await ask<BulletinView>('POST', paths.bulletins, bodyOf(id, draft, mediaId));
  await saveStep(id, { bulletinId, step: 'checking' });
  tellOutbox({ kind: 'made', bulletinId, title });
}

/** What the station is to make of a draft. */
export function bodyOf(sendKey: string, draft: Waiting['draft'], mediaId: string) {
  return {
    areaCode: draft.areaCode,
    title: draft.title.trim(),
    topicCode: draft.topicCode,
    priority: draft.priority,
    ...(draft.zones.length > 0 ? { areaCodes: draft.zones } : {}),
    request: {
      days: { kind: 'until' as const, from: null, until: draft.until },
      preferredSlotIds: [],
      readings: draft.readings,
    },
    ...{ mediaId, sendKey },
  };
}

/** Hands the bulletin in once its sound was checked; whatever else became of it, its page and the notices say. */
async function submit({ id }: Waiting, bulletinId: string): Promise<boolean> {
  const { versions, editNumber } = await ask<BulletinView>('GET', paths.bulletin(bulletinId));
  const [version] = versions;
  if (version?.state === 'processing') return false;
  if (version?.state === 'ready') await handIn(bulletinId, version.id, editNumber);
  await dropWaiting(id);
  return true;
}

async function handIn(bulletinId: string, versionId: string, editNumber: number): Promise<void> {
  try {
    await ask('POST', paths.submit(bulletinId, versionId), { editNumber });
  } catch (error) {
    // Its page has a button for the same: whoever pressed that was faster.
    const { versions } = await ask<BulletinView>('GET', paths.bulletin(bulletinId));
    if (!(error instanceof Refused) || versions[0]?.state === 'ready') throw error;
  }
}
