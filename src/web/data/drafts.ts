/** What somebody is about to send, kept by the browser until the service has it: a closed tab or an empty battery loses nothing. */
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
  /** "Send" was pressed: it goes on by itself when the page is opened again. */
  sending: boolean;
}

const storeName = 'drafts';
const current = 'current';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('loa', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('indexedDB'));
      transaction.onabort = () => reject(transaction.error ?? new Error('indexedDB'));
    });
  } finally {
    database.close();
  }
}

/** The draft of this user, or null; also where the browser keeps nothing. */
export async function readDraft(userId: string): Promise<Draft | null> {
  try {
    return ((await within('readonly', (store) => store.get(`${userId}/${current}`))) as Draft | undefined) ?? null;
  } catch {
    return null;
  }
}

export async function keepDraft(userId: string, draft: Draft): Promise<void> {
  await within('readwrite', (store) => store.put(draft, `${userId}/${current}`)).catch(() => undefined);
}

export async function dropDraft(userId: string): Promise<void> {
  await within('readwrite', (store) => store.delete(`${userId}/${current}`)).catch(() => undefined);
}
