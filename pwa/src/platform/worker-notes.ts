/**
 * What pages leave for the service worker, which has no localStorage: the language to speak in, and whether it is a device of one's own. And
 * what it remembers between two pushes: which rings it showed (NOTIFY-3). Of this browser, without a word of anybody.
 */
import { type DBSchema, openDB } from 'idb';

interface NotesSchema extends DBSchema {
  notes: { key: string; value: unknown };
}
const maxRings = 200;
const withNotes = async <T>(use: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
  const db = await open();
  try {
    return await use(db);
  } finally {
    db.close();
  }
};
const open = () => openDB<NotesSchema>('sanad-notes', 1, { upgrade: (fresh) => void fresh.createObjectStore('notes') });

export const noteLanguage = (language: string): Promise<unknown> => withNotes((db) => db.put('notes', language, 'language'));
export const notedLanguage = async (): Promise<string> => {
  const language = await withNotes((db) => db.get('notes', 'language'));
  return typeof language === 'string' ? language : '';
};

/** True: this ring was not shown here yet. A push service may deliver one twice, and so may a server that was killed while it sent. */
export const isNewRing = (ring: string): Promise<boolean> =>
  withNotes(async (db) => !ringsOf(await db.get('notes', 'rings')).includes(ring));

/** After it was shown: a worker that is ended before that shows it the next time. */
export const noteRing = (ring: string): Promise<unknown> =>
  withNotes(async (db) => {
    const transaction = db.transaction('notes', 'readwrite');
    const shown = ringsOf(await transaction.store.get('rings'));
    await transaction.store.put([...shown, ring].slice(-maxRings), 'rings');
    await transaction.done;
  });

/** Somebody is signed in, and nobody else uses this browser: what an app shares may wait here. */
export const noteOwnDevice = (): Promise<unknown> => withNotes((db) => db.put('notes', true, 'own'));
export const isOwnDevice = async (): Promise<boolean> => (await withNotes((db) => db.get('notes', 'own'))) === true;

/** Whoever leaves this browser takes along what rang for her, and that it was hers. */
export const forgetNotes = (): Promise<unknown> =>
  withNotes((db) => Promise.all([db.delete('notes', 'rings'), db.delete('notes', 'own')]));

const ringsOf = (stored: unknown): readonly string[] =>
  Array.isArray(stored) ? stored.filter((value) => typeof value === 'string') : [];
