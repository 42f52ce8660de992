/**
 * The device chain of one user (CHAIN-2 … CHAIN-7): which devices speak for her, her recovery key and her user key.
 * Append-only, compare-and-swap on n. This file holds the shape of a link and the pure rules of what may follow what; callers
 * verify the signatures that `requiredSigners` names *before* they apply a link.
 *
 * | type          | payload                                                  | signed by                    | co-signed by |
 * |---------------|----------------------------------------------------------|------------------------------|--------------|
 * | genesis       | organisation, device, recovery, user key generation 0    | that device                  | –            |
 * | add_device    | device                                                   | active device or recovery    | new device   |
 * | revoke_device | device id                                                | active device or recovery    | –            |
 * | rotate_uk     | generation + 1, public key                               | active device or recovery    | –            |
 * | set_recovery  | recovery                                                 | active device                | –            |
 * | reset         | device, recovery, next user key generation               | an administrator's device    | new device   |
 */
import * as v from 'valibot';
import { bytesToHex, equalBytes } from '../bytes.ts';
import type { DeviceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import {
  base64Field,
  countField,
  deviceIdField,
  generationField,
  hashBytes,
  lineField,
  userIdField,
  zeroHash,
} from './fields.ts';

/** Uncompressed P-256 point (SEC 1 §2.3.3). */
export const kemKeyBytes = 65;
export const signingKeyBytes = 32;

const PublicKeys = v.strictObject({ sig: base64Field(signingKeyBytes), kem: base64Field(kemKeyBytes) });
export type PublicKeys = v.InferOutput<typeof PublicKeys>;
const DeviceKeys = v.strictObject({
  id: deviceIdField,
  sig: base64Field(signingKeyBytes),
  kem: base64Field(kemKeyBytes),
  label: lineField(60),
});
const UserKey = v.strictObject({ gen: generationField, pub: base64Field(kemKeyBytes) });

const Signer = v.variant('by', [
  v.strictObject({ by: v.literal('device'), device: deviceIdField }),
  v.strictObject({ by: v.literal('recovery') }),
  v.strictObject({ by: v.literal('administrator'), user: userIdField, device: deviceIdField, chainN: countField }),
]);

const common = {
  v: v.literal(1),
  user: userIdField,
  n: countField,
  prev: base64Field(hashBytes),
  atMs: countField,
  signer: Signer,
};

export const UserLink = v.variant('type', [
  v.strictObject({
    ...common,
    type: v.literal('genesis'),
    payload: v.strictObject({ organisation: base64Field(hashBytes), device: DeviceKeys, recovery: PublicKeys, userKey: UserKey }),
  }),
  v.strictObject({ ...common, type: v.literal('add_device'), payload: v.strictObject({ device: DeviceKeys }) }),
  v.strictObject({ ...common, type: v.literal('revoke_device'), payload: v.strictObject({ device: deviceIdField }) }),
  v.strictObject({ ...common, type: v.literal('rotate_uk'), payload: v.strictObject({ userKey: UserKey }) }),
  v.strictObject({ ...common, type: v.literal('set_recovery'), payload: v.strictObject({ recovery: PublicKeys }) }),
  v.strictObject({
    ...common,
    type: v.literal('reset'),
    payload: v.strictObject({ device: DeviceKeys, recovery: PublicKeys, userKey: UserKey }),
  }),
]);
export type UserLink = v.InferOutput<typeof UserLink>;

export interface ChainDevice {
  readonly id: DeviceId;
  readonly sig: Uint8Array;
  readonly kem: Uint8Array;
  readonly label: string;
  readonly addedN: number;
  /** As the link that added it says: the clock of the device that signed. */
  readonly addedAtMs: number;
  /** Position of the link that revoked it (or of the reset that replaced the identity). */
  readonly revokedN: number | undefined;
}

/** An administrator gave the chain a new identity (RESET-3). */
export interface ChainReset {
  readonly n: number;
  /** The user key that it began: older ones are opened by nothing that came with it or after it. */
  readonly gen: number;
  /** As the link says: the clock of the administrator's device. */
  readonly atMs: number;
  readonly by: UserId;
}

/** A recovery code that was valid from a position of the chain until the next one of the list. */
export interface ChainRecovery {
  readonly sig: Uint8Array;
  /** Position of the link that made it valid. */
  readonly n: number;
  /** As that link says: the clock of the device that signed. */
  readonly atMs: number;
  /** The device that signed; undefined: an administrator's, who reset the identity. */
  readonly by: DeviceId | undefined;
}

export interface UserChain {
  readonly user: UserId;
  /** Position of the newest link. */
  readonly n: number;
  readonly head: Uint8Array;
  readonly organisation: Uint8Array;
  readonly genesisHash: Uint8Array;
  readonly devices: ReadonlyMap<DeviceId, ChainDevice>;
  readonly recovery: PublicKeys;
  /** Every recovery code there was, oldest first; the last one is valid (CODE-2). */
  readonly recoveries: readonly ChainRecovery[];
  readonly userKey: { readonly gen: number; readonly pub: Uint8Array };
  /** Position of the link that made the current user key. */
  readonly userKeyN: number;
  /** Public user keys by generation, oldest first: an old grant names the generation that opens it. */
  readonly userKeys: readonly Uint8Array[];
  readonly resets: number;
  /** One for each reset, oldest first. */
  readonly resetLinks: readonly ChainReset[];
}

export interface RequiredSigners {
  /** `undefined`: an administrator's device, whose key stands in another chain. */
  readonly signer: Uint8Array | undefined;
  readonly administrator: { readonly user: UserId; readonly device: DeviceId; readonly chainN: number } | undefined;
  readonly coSigner: Uint8Array | undefined;
}

export type UserChainError = { readonly type: 'conflict'; readonly n: number } | { readonly type: 'invalid' };

export const isActive = (device: ChainDevice | undefined): device is ChainDevice =>
  device !== undefined && device.revokedN === undefined;

/** CHAIN-9, CODE-4: a device that was revoked, or a recovery code that was replaced, still opens the current user key. */
export const isUserKeyStale = (chain: UserChain): boolean =>
  [...chain.devices.values()].some(({ revokedN }) => revokedN !== undefined && revokedN > chain.userKeyN) ||
  chain.recoveries.some(({ n }) => n > chain.userKeyN);

/** CHAIN-5: may this device have signed at position `chainN` of its user's chain? */
export function wasActiveAt(chain: UserChain, device: DeviceId, chainN: number): boolean {
  const found = chain.devices.get(device);
  return found !== undefined && (found.revokedN === undefined || found.revokedN > chainN);
}

/** RESET-5: with which user key the identity of this device began: 0, or that of the reset which it came with or after. */
export function firstGenerationOf(chain: UserChain, device: DeviceId): number {
  const addedN = chain.devices.get(device)?.addedN ?? 0;
  return chain.resetLinks.findLast(({ n }) => n <= addedN)?.gen ?? 0;
}

/** RESET-5: of the same device, the position of that reset; 0: the identity is the first one. */
export function identityBeganAt(chain: Pick<UserChain, 'devices' | 'resetLinks'>, device: DeviceId): number {
  const addedN = chain.devices.get(device)?.addedN ?? 0;
  return chain.resetLinks.findLast(({ n }) => n <= addedN)?.n ?? 0;
}

/** Whose signatures the link needs, given the chain so far. Fails when the signer may not write such a link. */
export function requiredSigners(chain: UserChain | undefined, link: UserLink): Result<RequiredSigners, UserChainError> {
  const { signer } = link;
  const from = (key: Uint8Array, coSigner?: Uint8Array) => ok({ signer: key, administrator: undefined, coSigner });
  if (chain === undefined) {
    if (link.type !== 'genesis' || signer.by !== 'device' || signer.device !== link.payload.device.id)
      return err({ type: 'invalid' });
    return from(link.payload.device.sig);
  }
  if (link.type === 'genesis') return err({ type: 'invalid' });
  if (link.type === 'reset') {
    if (signer.by !== 'administrator' || signer.user === chain.user) return err({ type: 'invalid' });
    const { user, device, chainN } = signer;
    return ok({ signer: undefined, administrator: { user, device, chainN }, coSigner: link.payload.device.sig });
  }
  const coSigner = link.type === 'add_device' ? link.payload.device.sig : undefined;
  if (signer.by === 'recovery')
    return link.type === 'set_recovery' ? err({ type: 'invalid' }) : from(chain.recovery.sig, coSigner);
  if (signer.by !== 'device') return err({ type: 'invalid' });
  const device = chain.devices.get(signer.device);
  return isActive(device) ? from(device.sig, coSigner) : err({ type: 'invalid' });
}

/** Applies a link whose signatures were verified. `linkHash` is the hash of its statement. */
export function applyUserLink(
  chain: UserChain | undefined,
  link: UserLink,
  linkHash: Uint8Array,
): Result<UserChain, UserChainError> {
  if (chain === undefined) return startUserChain(link, linkHash);
  if (link.user !== chain.user) return err({ type: 'invalid' });
  if (link.n !== chain.n + 1 || !equalBytes(link.prev, chain.head)) return err({ type: 'conflict', n: chain.n });
  const next = { ...chain, n: link.n, head: linkHash };
  switch (link.type) {
    case 'genesis':
      return err({ type: 'invalid' });
    case 'add_device': {
      if (chain.devices.has(link.payload.device.id)) return err({ type: 'invalid' });
      const devices = new Map(chain.devices).set(link.payload.device.id, chainDevice(link.payload.device, link));
      return ok({ ...next, devices });
    }
    case 'revoke_device': {
      const device = chain.devices.get(link.payload.device);
      if (!isActive(device)) return err({ type: 'invalid' });
      return ok({ ...next, devices: new Map(chain.devices).set(device.id, { ...device, revokedN: link.n }) });
    }
    case 'rotate_uk':
      if (link.payload.userKey.gen !== chain.userKey.gen + 1) return err({ type: 'invalid' });
      return ok({ ...next, ...newUserKey(chain, link.payload.userKey, link.n) });
    case 'set_recovery':
      return ok({ ...next, ...newRecovery(chain, link.payload.recovery, link) });
    case 'reset': {
      const { device, recovery, userKey } = link.payload;
      const { signer } = link;
      if (userKey.gen !== chain.userKey.gen + 1 || chain.devices.has(device.id)) return err({ type: 'invalid' });
      if (signer.by !== 'administrator') return err({ type: 'invalid' });
      const devices = new Map<DeviceId, ChainDevice>();
      for (const old of chain.devices.values()) devices.set(old.id, { ...old, revokedN: old.revokedN ?? link.n });
      devices.set(device.id, chainDevice(device, link));
      const resetLinks = [...chain.resetLinks, { n: link.n, gen: userKey.gen, atMs: link.atMs, by: signer.user }];
      const keys = { ...newRecovery(chain, recovery, link), ...newUserKey(chain, userKey, link.n) };
      return ok({ ...next, devices, ...keys, resets: resetLinks.length, resetLinks });
    }
  }
}

function startUserChain(link: UserLink, linkHash: Uint8Array): Result<UserChain, UserChainError> {
  if (link.type !== 'genesis' || link.n !== 0 || !equalBytes(link.prev, zeroHash)) return err({ type: 'invalid' });
  const { organisation, device, recovery, userKey } = link.payload;
  if (userKey.gen !== 0) return err({ type: 'invalid' });
  return ok({
    user: link.user,
    n: 0,
    head: linkHash,
    organisation,
    genesisHash: linkHash,
    devices: new Map([[device.id, chainDevice(device, link)]]),
    recovery,
    recoveries: [chainRecovery(recovery, link)],
    userKey,
    userKeyN: 0,
    userKeys: [userKey.pub],
    resets: 0,
    resetLinks: [],
  });
}

const newUserKey = (chain: UserChain, userKey: UserChain['userKey'], n: number) => ({
  userKey,
  userKeyN: n,
  userKeys: [...chain.userKeys, userKey.pub],
});

const newRecovery = (chain: UserChain, recovery: PublicKeys, link: UserLink) => ({
  recovery,
  recoveries: [...chain.recoveries, chainRecovery(recovery, link)],
});

const chainRecovery = ({ sig }: PublicKeys, { n, atMs, signer }: UserLink): ChainRecovery => ({
  sig,
  n,
  atMs,
  by: signer.by === 'device' ? signer.device : undefined,
});

const chainDevice = (keys: v.InferOutput<typeof DeviceKeys>, { n, atMs }: Pick<UserLink, 'n' | 'atMs'>): ChainDevice => ({
  ...keys,
  addedN: n,
  addedAtMs: atMs,
  revokedN: undefined,
});

/** A device's id is bound to its keys: SHA-256 of this, first 16 bytes (CHAIN-3). */
export const deviceIdInput = (keys: PublicKeys): string => `sanad/device/v1\0${bytesToHex(keys.sig)}\0${bytesToHex(keys.kem)}`;
