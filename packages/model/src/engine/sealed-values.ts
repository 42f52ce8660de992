/**
 * Small sealed values outside the logs, marks and drafts (MARK) and ephemerals (EPH): what they are sealed with, and from whom they are
 * believed. Which of them is news is for the caller to say.
 */
import type { Bytes } from '../bytes.ts';
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import {
  openRegister,
  parseRegisterHeader,
  type RegisterHeader,
  type RegisterPurpose,
  sealRegister,
} from '../sync/register-sealing.ts';
import { identityBeganAt } from '../wire/user-chain.ts';
import type { EngineContext } from './context.ts';
import { knowsAll, type People } from './people.ts';
import type { Spaces, SpaceView } from './spaces.ts';

export interface OpenedValue {
  readonly view: SpaceView;
  readonly user: UserId;
  readonly device: DeviceId;
  readonly counter: number;
  readonly value: Bytes;
}
export interface SealedValues {
  /** Undefined: nothing can be said in this space now. */
  seal(space: SpaceId, counter: number, value: Uint8Array): Promise<Bytes | undefined>;
  /** MARK-4, EPH-2: undefined unless an active device of a member signed it, it is news, and it opens. */
  open(
    space: SpaceId,
    bytes: Uint8Array,
    isNews: (header: RegisterHeader) => boolean,
    /** It names a device of a member whose keys are known, and that device did not make it. */
    onForged?: (user: UserId, device: DeviceId) => void,
  ): Promise<OpenedValue | undefined>;
}

export function makeSealedValues(
  purpose: RegisterPurpose,
  { identity }: Pick<EngineContext, 'identity'>,
  people: Pick<People, 'userOf' | 'chainOf' | 'verifyKeyOf'>,
  spaces: Pick<Spaces, 'get'>,
): SealedValues {
  return {
    async seal(space, counter, value) {
      const view = spaces.get(space);
      const isOpen = view?.accepted === true && view.ended === undefined && knowsAll(people, view.members);
      const key = isOpen ? await view.keys?.subKey(view.epoch, purpose) : undefined;
      if (view === undefined || key === undefined) return undefined;
      const header = { epoch: view.epoch, device: identity.device, counter };
      return sealRegister(purpose, space, header, value, key, identity.keys.signing);
    },
    async open(space, bytes, isNews, onForged) {
      const header = parseRegisterHeader(bytes);
      const view = spaces.get(space);
      if (!header.ok || view === undefined || !isNews(header.value)) return undefined;
      const { device, epoch, counter } = header.value;
      const user = people.userOf(device);
      const member = view.members.find((one) => one.user === user);
      const chain = user && people.chainOf(user);
      if (user === undefined || member === undefined || chain === undefined) return undefined;
      // RESET-5: nor an identity that nobody here has confirmed.
      if (chain.devices.get(device)?.revokedN !== undefined || identityBeganAt(chain, device) > member.chainN) return undefined;
      const [verifyKey, key] = await Promise.all([people.verifyKeyOf(device), view.keys?.subKey(epoch, purpose)]);
      if (verifyKey === undefined || key === undefined) return undefined;
      const opened = await openRegister(purpose, space, bytes, verifyKey, key);
      if (!opened.ok) onForged?.(user, device);
      return opened.ok ? { view, user, device, counter, value: opened.value } : undefined;
    },
  };
}
