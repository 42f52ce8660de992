/** The conversation that I have with a colleague already; what is known of her presence stands there (EPH-3). */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createMemo } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { personOf } from '../../app/peers.tsx';

export function createDirectRows(): (user: UserId) => ConversationRow | undefined {
  const { conversations } = useEngine();
  const byUser = createMemo(() => {
    const rows = new Map<UserId, ConversationRow>();
    for (const row of Object.values(conversations.byId)) {
      const person = personOf(row);
      if (row !== undefined && person !== undefined) rows.set(person.user, row);
    }
    return rows;
  });
  return (user) => byUser().get(user);
}
