/** Wrong guesses at the app lock, without waiting for each. */
import type { Page } from '@playwright/test';

/** As so many wrong guesses at the profile of this key ring leave it, long ago. */
export async function asAfterGuesses(page: Page, guesses: number, keyRing = 'sanad-keys'): Promise<void> {
  await page.evaluate(
    async ({ failed, name }) => {
      const asked = indexedDB.open(name);
      const db = await new Promise<IDBDatabase>((done) => {
        asked.onsuccess = () => done(asked.result);
      });
      const store = db.transaction('keys', 'readwrite').objectStore('keys');
      const ring = store.get('ring');
      await new Promise<void>((done) => {
        ring.onsuccess = () => {
          store.put({ ...ring.result, locked: { ...ring.result.locked, failed, lastAtMs: 0 } }, 'ring');
          store.transaction.oncomplete = () => done();
        };
      });
      db.close();
    },
    { failed: guesses, name: keyRing },
  );
  await page.reload();
}
