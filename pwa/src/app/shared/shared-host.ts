/** What the frame and the door of a shared computer know of it; undefined on a device of one's own, and until its part is loaded. */
import { type Accessor, createContext, createSignal, type Setter, useContext } from 'solid-js';

export interface SharedHost {
  readonly isPassing: boolean;
  /** Seconds until it closes by itself. */
  readonly left: Accessor<number>;
  /** She has no PIN or passkey here yet; undefined until that is known. */
  readonly needsLock: Accessor<boolean | undefined>;
  /** Locks, or asks whether she leaves. */
  close(): void;
}

export interface HostPlace {
  readonly host: Accessor<SharedHost | undefined>;
  readonly setHost: Setter<SharedHost | undefined>;
}
export function createHostPlace(): HostPlace {
  const [host, setHost] = createSignal<SharedHost>();
  return { host, setHost };
}

export const HostContext = createContext<HostPlace>();
export function useHostPlace(): HostPlace {
  const place = useContext(HostContext);
  if (place === undefined) throw new Error('no place for a shared computer above this component');
  return place;
}
export const useSharedHost = (): Accessor<SharedHost | undefined> => useHostPlace().host;
