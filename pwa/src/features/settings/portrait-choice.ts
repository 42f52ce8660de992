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

/** What the directory is told with the rest of the profile, and what is done before that or after it. */
export interface PortraitSteps {
  readonly photo: Pick<ProfileChange, 'photo'>;
  readonly before?: () => Promise<CommandError | undefined>;
  readonly after?: () => Promise<CommandError | undefined>;
}

/** The new one is there before the other one goes: colleagues never see neither, and what the server refuses loses nothing. */
export function portraitSteps(api: Api, seen: PortraitSeen, picture: Uint8Array<ArrayBuffer> | undefined): PortraitSteps {
  const set = async (sealed: Blob | undefined): Promise<CommandError | undefined> => {
    const result = await api.setPortrait(sealed);
    return result.ok ? undefined : result.error;
  };
  if (seen === 'shared' && picture !== undefined) return { photo: { photo: null }, before: () => set(new Blob([picture])) };
  return {
    photo: seen === 'everybody' && picture !== undefined ? { photo: picture } : { photo: null },
    after: () => set(undefined),
  };
}
