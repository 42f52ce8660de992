/** Calendars are conversations that somebody may read, and the one that is hers alone; how they are called, and who belongs to them. */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { type Accessor, createMemo } from 'solid-js';
import { createMembers } from '../../../app/duty/members.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { useMe } from '../../../app/me.ts';
import { createOwnCalendar } from '../../../app/own-calendar.ts';
import { peerName } from '../../../app/peers.tsx';
import { createNames } from '../../../app/urgent/use-urgents.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export interface CalendarChoice {
  readonly id: SpaceId;
  readonly name: string;
  readonly isOwn: boolean;
  /** CAL-12. */
  readonly mayWrite: boolean;
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
export function createOthers(calendar: Accessor<SpaceId | undefined>): Accessor<readonly UserId[]> {
  const members = createMembers(calendar);
  const me = useMe();
  return createMemo(() => members().filter((user) => user !== me()?.user));
}

/** How somebody is called, and whether it is me. */
export function usePeopleNames() {
  const names = createNames();
  return { ...names, isMe: (user: UserId) => user === names.me() };
}
export type PeopleNames = ReturnType<typeof usePeopleNames>;
