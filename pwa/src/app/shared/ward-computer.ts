/**
 * Whether this browser is a shared computer of the ward (SHARED-1), and who has it open. On a device of one's own there is one profile and
 * nothing of this is loaded.
 */
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import { firstProfile, makeProfileId, type OpenedProfile } from '../../platform/profile-place.ts';
import { throwAway } from '../throw-away.ts';

const key = 'sanad.shared';

export function isWardComputer(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false; // refused storage: the self-test explains it
  }
}
function markWardComputer(): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // The self-test explains it.
  }
}

/** Too many wrong PINs: hers is emptied, nobody else's. */
export type Notice = 'emptied';

export interface WardComputer {
  /** Undefined: nobody; the switcher is shown. */
  readonly opened: Accessor<OpenedProfile | undefined>;
  open(profile: OpenedProfile): void;
  /** Back to the switcher: the worker ends, and with it every key; then `last`; then the page, and with it what was read on it. */
  leave(last?: () => Promise<unknown>): Promise<void>;
  readonly isLeaving: Accessor<boolean>;
  /** The same where nothing was opened. */
  back(notice?: Notice): void;
  /** What the switcher has to say. */
  readonly notice: Accessor<Notice | undefined>;
}

export function createWardComputer(): WardComputer {
  const first = isWardComputer() ? undefined : { profile: firstProfile, computer: undefined };
  const [opened, setOpened] = createSignal<OpenedProfile | undefined>(first);
  const [isLeaving, setLeaving] = createSignal(false);
  const [notice, setNotice] = createSignal<Notice>();
  /** The address is the last person's: a conversation, a search. */
  const show = (next: OpenedProfile | undefined, said?: Notice) => {
    setNotice(said);
    history.replaceState(null, '', '/');
    setOpened(() => next);
  };
  return {
    opened,
    notice,
    isLeaving,
    open: (profile) => show(profile),
    back: (said) => show(undefined, said),
    async leave(last) {
      if (isLeaving()) return;
      setLeaving(true);
      show(undefined);
      await last?.();
      if (!(await throwAway())) setLeaving(false);
    },
  };
}

/** Nobody has a profile here any more, and the next one says that it is a device of her own. */
export function unmarkWardComputer(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // The self-test explains it.
  }
}

/** A new place for somebody who said what kind of computer this is. */
export function newProfile(computer: OpenedProfile['computer']): OpenedProfile {
  if (computer === undefined) return { profile: firstProfile, computer };
  markWardComputer();
  return { profile: makeProfileId(), computer };
}

export const WardContext = createContext<WardComputer>();
export function useWardComputer(): WardComputer {
  const computer = useContext(WardContext);
  if (computer === undefined) throw new Error('no computer above this component');
  return computer;
}
