import { within } from './storage';

/** What somebody is about to send, kept by the browser until it is sent: a closed tab or an empty battery loses nothing. */
export interface Draft {
  id: string;
  areaCode: string;
  recording: { content: Blob; name: string; durationMs: number } | null;
  title: string;
  topicCode: string;
  /** Zones; empty: the whole area. */
  zones: string[];
  until: string;
  readings: 1 | 2 | 3;
  priority: 'emergency' | 'priority' | 'normal';
}

export const draftKey = (userId: string): string => `${userId}/current`;

/** The draft of this user, or null; also where the browser keeps nothing. */
export async function readDraft(userId: string): Promise<Draft | null> {
  try {
    const kept: unknown = await within('readonly', (store) => store('drafts').get(draftKey(userId)) as IDBRequest<unknown>);
    return (kept as Draft | undefined) ?? null;
  } catch {
    return null;
  }
}

export async function keepDraft(userId: string, draft: Draft): Promise<void> {
  await within('readwrite', (store) => store('drafts').put(draft, draftKey(userId))).catch(() => undefined);
}
