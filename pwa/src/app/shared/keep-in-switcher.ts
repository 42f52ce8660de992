/**
 * SHARED-1: name and photo of who is in, for the switcher. The photo follows when the network has it; until then the one of before stays.
 * Who has no lock yet is not in it: whoever chose her name would be in. What she left open is deleted by the next start (`tidyPlaces`).
 */
import type { Me } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createMemo, on } from 'solid-js';
import type { ProfileId } from '../../platform/profile-place.ts';
import { hideProfile, keepProfile, listProfiles } from '../../platform/profiles.ts';
import type { EngineClient } from '../engine-client.ts';
import { myPhotoUrl } from '../photo.ts';

export function keepInSwitcher({ state, opened }: EngineClient, needsLock: Accessor<boolean | undefined>): void {
  const me = createMemo<Me | undefined>(
    () => {
      const now = state();
      // She has keys here: before that there is nothing to come back to.
      return now.phase === 'ready' || now.phase === 'pending' ? now.me : undefined;
    },
    undefined,
    { equals: (a, b) => a?.user === b?.user && a?.name === b?.name && (a && myPhotoUrl(a)) === (b && myPhotoUrl(b)) },
  );
  createEffect(
    on([me, needsLock], ([person, isOpen]) => {
      if (person === undefined || isOpen === undefined) return;
      void (isOpen ? hideProfile(opened().profile) : keep(opened().profile, person));
    }),
  );
}

async function keep(profile: ProfileId, me: Me): Promise<void> {
  const url = myPhotoUrl(me);
  const before = (await listProfiles()).find((entry) => entry.profile === profile);
  const entry = { profile, user: me.user, name: me.name, usedAtMs: Date.now() };
  await keepProfile({ ...entry, photo: url === undefined ? undefined : before?.photo });
  const photo = url === undefined ? undefined : await fetchPhoto(url);
  // She may have signed out meanwhile.
  const isHere = (await listProfiles()).some((one) => one.profile === profile);
  if (photo !== undefined && isHere) await keepProfile({ ...entry, photo });
}

async function fetchPhoto(url: string): Promise<Blob | undefined> {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.blob() : undefined;
  } catch {
    return undefined; // offline: the next time she is in
  }
}
