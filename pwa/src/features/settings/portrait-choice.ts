/** From what is seen of my photo to what shall be: what goes to the directory, what is sealed, and in which order. */
import type { CommandError, EngineApi, Me, ProfileChange } from '@sanad/model/engine/api';
import type { Remote } from 'comlink';
import { myPhotoUrl } from '../../app/photo.ts';

export const PORTRAIT_SEEN = ['nobody', 'shared', 'everybody'] as const;
export type PortraitSeen = (typeof PORTRAIT_SEEN)[number];
export interface PortraitChoice {
  readonly seen: PortraitSeen;
  /** Undefined: the one that there is. */
  readonly picture?: Uint8Array<ArrayBuffer> | undefined;
}

type Api = Pick<Remote<EngineApi>, 'openPortrait' | 'setPortrait'>;
interface Now {
  readonly me: Me;
  readonly seen: PortraitSeen;
}

export const isSame = (now: PortraitSeen, { seen, picture }: PortraitChoice): boolean =>
  now === seen && (picture === undefined || seen === 'nobody');

/** The picture that there is already; undefined: there is none, or it cannot be had without the network. */
export async function pictureNow(api: Api, { me, seen }: Now): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (seen === 'shared') {
    const opened = await api.openPortrait(me.user);
    return opened.ok ? opened.value : undefined;
  }
  const url = myPhotoUrl(me);
  if (url === undefined) return undefined;
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}

/** What the directory is told with the rest of the profile. */
export const photoFor = (seen: PortraitSeen, picture: Uint8Array<ArrayBuffer> | undefined): Pick<ProfileChange, 'photo'> =>
  seen === 'everybody' ? (picture === undefined ? {} : { photo: picture }) : { photo: null };

/** Sealed before the directory forgets the other one: colleagues never see neither. */
export async function seal(
  api: Api,
  seen: PortraitSeen,
  picture: Uint8Array<ArrayBuffer> | undefined,
): Promise<CommandError | undefined> {
  const sealed = seen === 'shared' && picture !== undefined ? new Blob([picture]) : undefined;
  const set = await api.setPortrait(sealed);
  return set.ok ? undefined : set.error;
}
