/** Calendars in which shifts are kept, and who can have one there: only members read them (CAL-12). */
import type { ConversationRow, ListUpdate, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import { openView, useEngine } from '../engine-client.ts';
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

/** Me first. Of a calendar that is nobody else's: me alone. */
export function createMembers(calendar: Accessor<SpaceId | undefined>): Accessor<readonly UserId[]> {
  const { api, conversations } = useEngine();
  const [people, setPeople] = createSignal<readonly UserId[]>([]);
  const me = useMe();
  const row = () => {
    const id = calendar();
    return id === undefined ? undefined : conversations.byId[id];
  };
  /** A conversation in which nothing was written yet stands in no list, and is asked for as a group is. */
  const asked = createMemo(() => (row()?.kind === 'direct' ? undefined : calendar()));
  createEffect(
    on(asked, (id) => {
      setPeople([]);
      if (id === undefined) return;
      const listen = (update: ListUpdate<ThreadRow, MessageWindowMeta>) => {
        // Of one that was closed something may still be on its way.
        if (asked() !== id) return;
        const { group, conversation } = update.meta ?? {};
        if (group !== undefined) setPeople(group.people.map(({ user }) => user));
        else if (conversation?.kind === 'direct') setPeople([conversation.with.user]);
      };
      openView(() => api.onMessages(id, 1, proxy(listen)));
    }),
  );
  return createMemo(() => {
    const found = row();
    const mine = me()?.user;
    const others = found?.kind === 'direct' ? [found.with.user] : people();
    return [...new Set([...(mine === undefined ? [] : [mine]), ...others])];
  });
}
