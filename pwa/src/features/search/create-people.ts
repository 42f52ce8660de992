/** Everybody who can have written what is found: colleagues, whoever a conversation is with, and I. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { type Accessor, createMemo } from 'solid-js';
import { createDirectory } from '../../app/colleagues.ts';
import { useEngine } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { myPhotoUrl } from '../../app/photo.ts';

export function createPeople(): Accessor<ReadonlyMap<UserId, Person>> {
  const { conversations } = useEngine();
  const account = useMe();
  const directory = createDirectory();
  return createMemo(() => {
    const known = new Map<UserId, Person>();
    const me = account();
    if (me !== undefined) {
      const { user, name, profession, unit, extension, languages, specialities } = me;
      known.set(user, {
        user,
        name,
        profession,
        unit,
        extension,
        languages,
        specialities,
        photoUrl: myPhotoUrl(me),
        trust: 'bound',
      });
    }
    for (const id of conversations.order) {
      const row = conversations.byId[id];
      if (row?.kind === 'direct') known.set(row.with.user, row.with);
    }
    for (const person of directory() ?? []) known.set(person.user, person);
    return known;
  });
}
