/** Urgent messages that are not over, for any screen; and who is who. */
import type { Person, UrgentItem } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createColleagues } from '../colleagues.ts';
import { openView, useEngine } from '../engine-client.ts';
import { useMe } from '../me.ts';
import { personName } from '../people.tsx';
import { myPhotoUrl } from '../photo.ts';

/** What still needs me first; undefined until the first answer. */
export function createUrgents(): Accessor<readonly UrgentItem[] | undefined> {
  const { api } = useEngine();
  const [items, setItems] = createSignal<readonly UrgentItem[]>();
  openView(() => api.onUrgents(proxy((next: readonly UrgentItem[]) => setItems(() => next))));
  return items;
}

/** How many wait for an answer of mine. */
export const countOwed = (items: readonly UrgentItem[] | undefined): number =>
  items?.filter(({ message }) => message.urgent?.owed).length ?? 0;

export interface Names {
  readonly me: Accessor<UserId | undefined>;
  readonly person: (user: UserId) => Person | undefined;
  /** As it is written on screen; me: "you". */
  readonly name: (user: UserId) => string;
}

export function createNames(): Names {
  const i18n = useI18n();
  const { byUser: people } = createColleagues();
  const own = useMe();
  const me = createMemo(() => own()?.user);
  /** The directory is of the others. */
  const mine = createMemo((): Person | undefined => {
    const account = own();
    if (account === undefined) return undefined;
    const { user, name, profession, unit, extension, languages, specialities } = account;
    return { user, name, profession, unit, extension, languages, specialities, photoUrl: myPhotoUrl(account), trust: 'bound' };
  });
  return {
    me,
    person: (user) => people().get(user) ?? (user === me() ? mine() : undefined),
    name(user) {
      const person = people().get(user);
      if (user === me()) return i18n.t('common.you');
      return person === undefined ? i18n.t('chat.person-unknown') : personName(i18n, person);
    },
  };
}
