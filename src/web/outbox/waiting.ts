import type { Problem } from '../../contracts/http/problem';
import { type Draft, draftKey } from '../data/drafts';
import { within } from '../data/storage';

/** `sign-in`: the session is over, its user must come back. `refused`: the station said no, and why. */
export type WaitingStep = 'waiting' | 'uploading' | 'checking' | 'sign-in' | 'refused';

/** What its user has sent and the station has not, or not whole. Its id is the key under which the station takes it only once. */
export interface Waiting {
  id: string;
  userId: string;
  queuedAt: number;
  draft: Draft;
  step: WaitingStep;
  /** Path of the upload under way, once the station has given one. */
  upload: string | null;
  mediaId: string | null;
  bulletinId: string | null;
  problem: Problem | null;
}

/** What the pages are told while something is sent, wherever the sending is done. `away`: the station could not be reached. */
export type OutboxNews =
  | { kind: 'away' }
  | { kind: 'changed' }
  | { kind: 'queued' }
  | { kind: 'part'; id: string; part: number }
  | { kind: 'made'; bulletinId: string; title: string };

const channelName = 'loa-outbox';
export const syncTag = 'loa-outbox';

export function tellOutbox(news: OutboxNews): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(news);
  channel.close();
}

/** Calls back until the answer is called. */
export function hearOutbox(hear: (news: OutboxNews) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = (message: MessageEvent<OutboxNews>) => hear(message.data);
  return () => channel.close();
}

/** Everything that waits in this browser, oldest first; nothing where the browser keeps nothing. */
export async function allWaiting(): Promise<Waiting[]> {
  const all = await within('readonly', (store) => store('waiting').getAll() as IDBRequest<Waiting[]>).catch(() => []);
  return all.sort((a, b) => a.queuedAt - b.queuedAt);
}

/** Moves the user's draft into the queue, in one step: it is in one of the two places, whatever happens. Rejects when it cannot be kept. */
export async function queueDraft(userId: string, draft: Draft, queuedAt: number): Promise<void> {
  const row: Waiting = {
    ...{ id: draft.id, userId, queuedAt, draft, step: 'waiting' },
    ...{ upload: null, mediaId: null, bulletinId: null, problem: null },
  };
  await within('readwrite', (store) => {
    store('drafts').delete(draftKey(userId));
    return store('waiting').put(row, row.id);
  });
  // Without this a browser short of space may throw recordings away.
  void navigator.storage?.persist?.().catch(() => undefined);
  tellOutbox({ kind: 'queued' });
}

export async function saveWaiting(row: Waiting): Promise<void> {
  await within('readwrite', (store) => store('waiting').put(row, row.id));
  tellOutbox({ kind: 'changed' });
}

export async function dropWaiting(id: string): Promise<void> {
  await within('readwrite', (store) => store('waiting').delete(id));
  tellOutbox({ kind: 'changed' });
}
