/** The profile's key for everything at rest: made once, non-extractable, in a store of its own (REST-1). */
import type { LocalKeyDep } from '@sanad/model/engine/deps';
import { openKeys } from './database.ts';

const name = 'local';

export function makeLocalKey(): LocalKeyDep {
  return {
    load: async () => {
      const db = await openKeys();
      try {
        const stored = await db.get('keys', name);
        if (stored !== undefined) return stored;
        const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        // Two tabs at once: whoever stores first wins, the other takes that key.
        const transaction = db.transaction('keys', 'readwrite', { durability: 'strict' });
        const first = await transaction.store.get(name);
        if (first === undefined) await transaction.store.put(made, name);
        await transaction.done;
        return first ?? made;
      } finally {
        db.close();
      }
    },
    forget: async () => {
      const db = await openKeys();
      try {
        await db.delete('keys', name);
      } finally {
        db.close();
      }
    },
  };
}
