/** People with real keys, and chains that they really signed. Keys come from seeds: the same person in every run. */

import { utf8 } from '../../src/bytes.ts';
import { hkdf, kemKeyFromSecret, type SigningKey, sha256, signingKeyFromSeed } from '../../src/crypto/primitives.ts';
import { type DeviceId, type UserId, uuidV7 } from '../../src/ids.ts';
import { deriveDeviceId, hashStatement, signStatement } from '../../src/sync/statements.ts';
import { zeroHash } from '../../src/wire/fields.ts';
import type { OrganisationLink } from '../../src/wire/organisation-chain.ts';
import type { Statement } from '../../src/wire/statement.ts';
import type { UserLink } from '../../src/wire/user-chain.ts';

export interface TestDevice {
  readonly id: DeviceId;
  readonly signing: SigningKey;
  /** As they stand in a link. */
  readonly keys: { readonly id: DeviceId; readonly sig: Uint8Array; readonly kem: Uint8Array; readonly label: string };
}

export const seedOf = (name: string): Promise<Uint8Array> => sha256(utf8(`test ${name}`));

export async function makeDevice(name: string): Promise<TestDevice> {
  const seed = await seedOf(name);
  const signing = await signingKeyFromSeed(seed);
  const kem = await kemKeyFromSecret(await hkdf(seed, zeroHash, utf8('kem'), 32));
  const keys = { sig: signing.publicKey, kem: kem.publicKey };
  const id = await deriveDeviceId(keys);
  return { id, signing, keys: { id, ...keys, label: name } };
}

export const makeUser = async (name: string): Promise<UserId> => uuidV7(1_700_000_000_000, await seedOf(name));

/** What is signed, without its place in the chain. */
export type Unplaced<Link> = Link extends unknown ? Omit<Link, 'v' | 'n' | 'prev' | 'atMs' | 'user'> : never;

export interface SignedChain<Link> {
  readonly statements: Statement[];
  head(): Promise<Uint8Array>;
  /** Signs the next link and adds it. */
  add(content: Unplaced<Link>, key: SigningKey, coSigner?: SigningKey): Promise<Statement>;
  /** Signs what would be the next link, or another place, and does not add it. */
  make(content: Unplaced<Link>, key: SigningKey, coSigner?: SigningKey, place?: object): Promise<Statement>;
}

function signedChain<Link>(domain: 'userLink' | 'organisationLink', common: object): SignedChain<Link> {
  const statements: Statement[] = [];
  const head = async (): Promise<Uint8Array> => {
    const last = statements.at(-1);
    return last === undefined ? zeroHash : hashStatement(domain, last);
  };
  const make: SignedChain<Link>['make'] = async (content, key, coSigner, place = {}) =>
    signStatement(
      domain,
      { v: 1, ...common, n: statements.length, prev: await head(), atMs: 5, ...content, ...place },
      key,
      coSigner,
    );
  return {
    statements,
    head,
    make,
    async add(content, key, coSigner) {
      const statement = await make(content, key, coSigner);
      statements.push(statement);
      return statement;
    },
  };
}

export const userChainOf = (user: UserId): SignedChain<UserLink> => signedChain('userLink', { user });
export const organisationChain = (): SignedChain<OrganisationLink> => signedChain('organisationLink', {});

export const userKeyOf = async (name: string, gen: number) => ({
  gen,
  pub: (await kemKeyFromSecret(await seedOf(`${name} user key ${gen}`))).publicKey,
});
