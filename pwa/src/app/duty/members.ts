/** Calendars in which shifts are kept, and who can have one there: only members read them (CAL-12). */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { type Accessor, createMemo } from 'solid-js';
import { createMessages, useEngine } from '../engine-client.ts';
import { useMe } from '../me.ts';

/** Groups that go on and in which I may write. */
export function createDutyCalendars(): Accessor<readonly ConversationRow[]> {
  const { conversations } = useEngine();
  return createMemo(() =>
    conversations.order.flatMap((id) => {
      const row = conversations.byId[id];
      if (row?.kind !== 'group') return [];
      const { ended, next, mayPost } = row.group;
      return ended === undefined && next === undefined && mayPost ? [row] : [];
    }),
  );
}

export function createMembers(calendar: Accessor<SpaceId>): Accessor<readonly UserId[]> {
  const { conversations } = useEngine();
  const messages = createMessages(calendar, () => 1);
  const me = useMe();
  return createMemo(() => {
    const row = conversations.byId[calendar()];
    const mine = me()?.user;
    const others = row?.kind === 'direct' ? [row.with.user] : (messages.meta?.group?.people ?? []).map(({ user }) => user);
    return [...new Set([...(mine === undefined ? [] : [mine]), ...others])];
  });
}
