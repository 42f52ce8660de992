/** Links and records without real keys, for the pure rules of the wire room: bytes that are easy to tell apart. */
import { deviceIdFromBytes, isUnitId, type UnitId, type UserId, uuidV7 } from '../../src/ids.ts';
import type { PublicKeys, UserChain, UserLink } from '../../src/wire/user-chain.ts';
import { applyUserLink } from '../../src/wire/user-chain.ts';

export const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);
export const testUser = (i: number): UserId => uuidV7(1_700_000_000_000 + i, filled(10, i));
export const testUnit = (i: number): UnitId => {
  const id: string = testUser(200 + i);
  if (!isUnitId(id)) throw new Error('a unit has a UUID');
  return id;
};
export const testKeys = (i: number): PublicKeys => ({ sig: filled(32, i), kem: filled(65, i) });
export const testDevice = (i: number) => ({ id: deviceIdFromBytes(filled(16, i)), ...testKeys(i), label: `telephone ${i}` });
export const testDeviceId = (i: number) => testDevice(i).id;
export const userKey = (gen: number) => ({ gen, pub: filled(65, 100 + gen) });

export const organisationHash = filled(32, 0xaa);
export const byDevice = (i: number) => ({ by: 'device', device: testDeviceId(i) }) as const;
export const byRecovery = { by: 'recovery' } as const;
export const byAdministrator = (user: UserId, i: number) =>
  ({ by: 'administrator', user, device: testDeviceId(i), chainN: 0 }) as const;

/** A link's hash that only its position and a salt decide: two links of one position can be told apart. */
export const linkHash = (n: number, salt = 0): Uint8Array => filled(32, 1 + n + salt * 64);

type Content<Link extends UserLink> = Link extends unknown ? Pick<Link, 'type' | 'payload' | 'signer'> : never;
/** What a link says, without its place in the chain. */
export type LinkContent = Content<UserLink>;

export const genesisContent: LinkContent = {
  type: 'genesis',
  signer: byDevice(1),
  payload: { organisation: organisationHash, device: testDevice(1), recovery: testKeys(90), userKey: userKey(0) },
};

export const linkOf = (chain: UserChain | undefined, content: LinkContent, changes: Partial<UserLink> = {}): UserLink => {
  const place = {
    v: 1,
    user: chain?.user ?? testUser(1),
    n: chain === undefined ? 0 : chain.n + 1,
    prev: chain?.head ?? filled(32, 0),
    atMs: 1_700_000_000_000,
  } as const;
  return { ...place, ...content, ...changes } as UserLink;
};

export function grow(chain: UserChain | undefined, content: LinkContent, changes: Partial<UserLink> = {}): UserChain {
  const link = linkOf(chain, content, changes);
  const next = applyUserLink(chain, link, linkHash(link.n));
  if (!next.ok) throw new Error(`the chain does not grow: ${next.error.type}`);
  return next.value;
}

export const growAll = (...contents: readonly LinkContent[]): UserChain => {
  let chain = grow(undefined, genesisContent);
  for (const content of contents) chain = grow(chain, content);
  return chain;
};

export const addDevice = (i: number, signer: LinkContent['signer'] = byDevice(1)): LinkContent =>
  ({ type: 'add_device', signer, payload: { device: testDevice(i) } }) as LinkContent;
export const revokeDevice = (i: number, signer: LinkContent['signer'] = byDevice(1)): LinkContent =>
  ({ type: 'revoke_device', signer, payload: { device: testDeviceId(i) } }) as LinkContent;
export const rotateUserKey = (gen: number, signer: LinkContent['signer'] = byDevice(1)): LinkContent =>
  ({ type: 'rotate_uk', signer, payload: { userKey: userKey(gen) } }) as LinkContent;
export const setRecovery = (i: number, signer: LinkContent['signer'] = byDevice(1)): LinkContent =>
  ({ type: 'set_recovery', signer, payload: { recovery: testKeys(i) } }) as LinkContent;
export const resetIdentity = (
  i: number,
  gen: number,
  signer: LinkContent['signer'] = byAdministrator(testUser(9), 9),
): LinkContent =>
  ({ type: 'reset', signer, payload: { device: testDevice(i), recovery: testKeys(91), userKey: userKey(gen) } }) as LinkContent;
