/** Calendars are conversations that somebody may read, and the one that is hers alone; how they are called, and who belongs to them. */
import type { ConversationRow, ListUpdate, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import { type Accessor, createEffect, createMemo, createSignal, on, untrack } from 'solid-js';
import { createDirectory, openView, useEngine } from '../../../app/engine-client.ts';
import { useMe } from '../../../app/me.ts';
import { peerName } from '../../../app/peers.tsx';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';

export interface CalendarChoice {
  readonly id: SpaceId;
  readonly name: string;
  readonly isOwn: boolean;
  /** CAL-12. */
  readonly mayWrite: boolean;
}

/** Undefined until the engine said which one it is: a page that is loaded asks before the device is open, and asks again with what comes from it. */
export function createOwnCalendar(): Accessor<SpaceId | undefined> {
  const { api, state, conversations } = useEngine();
  const [own, setOwn] = createSignal<SpaceId>();
  createEffect(
    on([state, () => conversations.order], () => {
      if (untrack(own) !== undefined) return;
      void api.ownCalendar().then((answer) => {
        if (answer.ok) setOwn(answer.value);
      });
    }),
  );
  return own;
}

const mayWriteIn = (row: ConversationRow): boolean => {
  if (row.locked) return false;
  if (row.kind === 'direct') return row.with.trust === 'bound';
  return row.group.ended === undefined && row.group.next === undefined && row.group.mayPost;
};

/** Mine first, then as conversations stand. */
export function createCalendars(): Accessor<readonly CalendarChoice[]> {
  const i18n = useI18n();
  const { conversations } = useEngine();
  const own = createOwnCalendar();
  return createMemo(() => {
    const mine = own();
    const shared = conversations.order.flatMap((id): readonly CalendarChoice[] => {
      const row = conversations.byId[id];
      return row === undefined ? [] : [{ id: row.id, name: peerName(i18n, row), isOwn: false, mayWrite: mayWriteIn(row) }];
    });
    return mine === undefined ? shared : [{ id: mine, name: i18n.t('event.own'), isOwn: true, mayWrite: true }, ...shared];
  });
}

/** Who reads this calendar beside me. */
export function createMembers(calendar: Accessor<SpaceId | undefined>): Accessor<readonly UserId[]> {
  const { api, conversations } = useEngine();
  const me = useMe();
  const [people, setPeople] = createSignal<readonly UserId[]>([]);
  const row = () => {
    const id = calendar();
    return id === undefined ? undefined : conversations.byId[id];
  };
  const group = createMemo(() => {
    const found = row();
    return found?.kind === 'group' ? found.id : undefined;
  });
  createEffect(
    on(group, (id) => {
      setPeople([]);
      if (id === undefined) return;
      const listen = (update: ListUpdate<ThreadRow, MessageWindowMeta>) => {
        const members = update.meta?.group?.people;
        if (members !== undefined) setPeople(members.map(({ user }) => user));
      };
      openView(() => api.onMessages(id, 1, proxy(listen)));
    }),
  );
  return createMemo(() => {
    const found = row();
    const all = found?.kind === 'direct' ? [found.with.user] : people();
    return all.filter((user) => user !== me()?.user);
  });
}

/** How somebody is called: "you", by her name, or "somebody" where this device does not know her. */
export function usePeopleNames() {
  const i18n = useI18n();
  const people = createDirectory();
  const me = useMe();
  const byId = createMemo(() => new Map((people() ?? []).map((person) => [person.user, person])));
  return {
    person: (user: UserId) => byId().get(user),
    isMe: (user: UserId) => user === me()?.user,
    name: (user: UserId): string => {
      const known = byId().get(user);
      if (user === me()?.user) return i18n.t('common.you');
      return known === undefined ? i18n.t('event.somebody') : personName(i18n, known);
    },
  };
}
export type PeopleNames = ReturnType<typeof usePeopleNames>;
