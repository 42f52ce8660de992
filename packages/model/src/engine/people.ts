/**
 * Who is who (ORG-1 … ORG-5, CHAIN-2 … CHAIN-7): the organisation chain, device chains and the directory, verified here and kept for
 * work without a network. Nobody is written to whom the chains do not know.
 */
import * as v from 'valibot';
import { bytesToHex, equalBytes } from '../bytes.ts';
import { importVerifyKey, sha256 } from '../crypto/primitives.ts';
import type { DeviceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import {
  type AdministratorKeyLookup,
  type DeviceKeyLookup,
  deviceKeyIn,
  foldOrganisationLinks,
  foldUserLinks,
} from '../sync/chains.ts';
import { Directory, DirectoryEntry, Links } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { bindingInput, type OrganisationChain } from '../wire/organisation-chain.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { type UserChain, UserLink } from '../wire/user-chain.ts';
import type { Person } from './api.ts';
import type { Identity } from './context.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { ChainRow, OrganisationRow } from './records.ts';
import { chainToRow, makeRowReader, organisationToRow, rowToChain, rowToOrganisation, withoutUndefined } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

export type PeopleError = RequestError | { readonly type: 'chain-fault' } | { readonly type: 'storage-full' };

export interface People {
  organisation(): OrganisationChain | undefined;
  /** Only a chain that begins with the genesis which an administrator approved: any other is nobody's here. */
  chainOf(user: UserId): UserChain | undefined;
  userOf(device: DeviceId): UserId | undefined;
  /** Undefined: no chain on this device knows it. Revoked devices are known too: their old chunks stay readable. */
  verifyKeyOf(device: DeviceId): Promise<CryptoKey | undefined>;
  /** Fetches the user's chain first when it is shorter here than `chainN`. Undefined: not a device of somebody whom the organisation knows. */
  deviceKey(user: UserId, device: DeviceId, chainN: number): Promise<Uint8Array | undefined>;
  /** CHAIN-7: the same for a device that must be an administrator's. */
  readonly administratorKey: AdministratorKeyLookup;
  person(user: UserId): Person | undefined;
  colleagues(): readonly Person[];
  syncOrganisation(): Promise<Result<void, PeopleError>>;
  syncChain(user: UserId): Promise<Result<UserChain, PeopleError>>;
  /** Directory rows, and the chain of everybody whose chain grew. */
  syncDirectory(): Promise<Result<void, PeopleError>>;
}

const PersonRow = v.object({ ...DirectoryEntry.entries, trusted: v.boolean() });
type PersonRow = v.InferOutput<typeof PersonRow>;
/** How many chains are fetched at once. */
const parallelChains = 6;

export interface PeopleParts {
  readonly store: Pick<Store, 'get' | 'all' | 'commit'>;
  readonly http: Pick<HttpClient, 'get'>;
  readonly identity: Pick<Identity, 'user' | 'organisationHash'>;
}

export function makePeople({ store, http, identity }: PeopleParts): People {
  const verifyKeys = new Map<DeviceId, Promise<CryptoKey | undefined>>();
  const usersByDevice = new Map<DeviceId, UserId>();

  const readChain = makeRowReader(ChainRow, rowToChain);
  const readOrganisation = makeRowReader(OrganisationRow, rowToOrganisation);
  const readPerson = makeRowReader(PersonRow, toPerson);
  const storedChain = (user: UserId): UserChain | undefined => readChain(store.get(['chain', user]));
  const organisation = (): OrganisationChain | undefined => readOrganisation(store.get(['organisation']));
  const approvedGenesis = (user: UserId): Uint8Array | undefined => organisation()?.members.get(user)?.genesis;

  function chainOf(user: UserId): UserChain | undefined {
    const chain = storedChain(user);
    const genesis = approvedGenesis(user);
    return chain !== undefined && genesis !== undefined && equalBytes(chain.genesisHash, genesis) ? chain : undefined;
  }

  function userOf(device: DeviceId): UserId | undefined {
    const known = usersByDevice.get(device);
    if (known !== undefined) return known;
    for (const user of organisation()?.members.keys() ?? [])
      for (const id of chainOf(user)?.devices.keys() ?? []) usersByDevice.set(id, user);
    return usersByDevice.get(device);
  }

  function verifyKeyOf(device: DeviceId): Promise<CryptoKey | undefined> {
    const known = verifyKeys.get(device);
    if (known !== undefined) return known;
    const user = userOf(device);
    const sig = user && chainOf(user)?.devices.get(device)?.sig;
    if (sig === undefined) return Promise.resolve(undefined);
    const key = importVerifyKey(sig);
    verifyKeys.set(device, key);
    return key;
  }

  const keyUnder: DeviceKeyLookup = async (user, device, chainN, genesis) => {
    const chain = storedChain(user);
    if (chain === undefined || chain.n < chainN || !equalBytes(chain.genesisHash, genesis)) await syncChain(user, genesis);
    return deviceKeyIn(storedChain(user), device, chainN, genesis);
  };

  async function deviceKey(user: UserId, device: DeviceId, chainN: number): Promise<Uint8Array | undefined> {
    // She may have been approved a moment ago.
    if (approvedGenesis(user) === undefined) await syncOrganisation();
    const genesis = approvedGenesis(user);
    return genesis && keyUnder(user, device, chainN, genesis);
  }

  /** The organisation's chain as far as it is being followed: who signs the next link may have been reset by who stands in it. */
  let followed: OrganisationChain | undefined;

  /**
   * CHAIN-7: who resets an identity is an administrator. Two administrators may have reset one another: of a chain that is being followed
   * already what is kept of it counts.
   */
  const administratorKeyFor =
    (following: ReadonlySet<UserId>): AdministratorKeyLookup =>
    async (user, device, chainN) => {
      const member = (followed ?? organisation())?.members.get(user);
      if (member === undefined || member.role !== 'administrator' || member.suspended) return undefined;
      const known = () => deviceKeyIn(storedChain(user), device, chainN, member.genesis);
      const found = known();
      if (found !== undefined || following.has(user)) return found;
      await follow(user, member.genesis, following);
      return known();
    };

  async function links(path: string): Promise<Result<v.InferOutput<typeof Links>, RequestError>> {
    return http.get(path, Links);
  }

  const syncChain = (user: UserId, genesis = approvedGenesis(user)) => follow(user, genesis, new Set());

  async function follow(
    user: UserId,
    genesis: Uint8Array | undefined,
    above: ReadonlySet<UserId>,
  ): Promise<Result<UserChain, PeopleError>> {
    const isHers = (chain: UserChain): boolean => genesis === undefined || equalBytes(chain.genesisHash, genesis);
    const administratorKey = administratorKeyFor(new Set([...above, user]));
    const known = storedChain(user);
    for (;;) {
      const stored = storedChain(user);
      // A chain that was believed before the organisation named another is dropped, not continued.
      let chain = stored !== undefined && isHers(stored) ? stored : undefined;
      const answer = await links(`/users/${user}/chain?from=${chain === undefined ? 0 : chain.n + 1}`);
      if (!answer.ok) return answer;
      if (answer.value.links.length === 0) return chain === undefined ? err({ type: 'chain-fault' }) : ok(chain);
      // What stands before a reset is kept first: whoever made the reset may have been reset by her.
      for (const part of splitAtResets(answer.value.links)) {
        const folded = await foldUserLinks(chain, user, part, administratorKey);
        const isOurs = folded.ok && isHers(folded.value) && equalBytes(folded.value.organisation, identity.organisationHash);
        if (!isOurs) return err({ type: 'chain-fault' });
        chain = folded.value;
        const saved = await keep(chain, stored);
        if (!saved.ok) return saved;
      }
      if (answer.value.more || chain === undefined) continue;
      const noted = await store.commit(met(known, chain));
      return noted.ok ? ok(chain) : noted;
    }
  }

  /** Somebody else may have followed it further meanwhile: a chain that is kept never gets shorter. */
  async function keep(chain: UserChain, before: UserChain | undefined): Promise<Result<void, PeopleError>> {
    const now = storedChain(chain.user);
    if (now !== before && now !== undefined && now.n >= chain.n && equalBytes(now.genesisHash, chain.genesisHash))
      return ok(undefined);
    const saved = await store.commit([{ key: ['chain', chain.user], value: chainToRow(chain) }]);
    usersByDevice.clear();
    return saved;
  }

  /** TRUST-3: the first identity that counted here stays written down, so that a later one is seen to be another. */
  function met(known: UserChain | undefined, now: UserChain): readonly StoreWrite[] {
    const approved = approvedGenesis(now.user);
    if (approved === undefined || store.get(['identity', now.user]) !== undefined) return [];
    const first = known !== undefined && equalBytes(known.genesisHash, approved) ? known : now;
    if (!equalBytes(first.genesisHash, approved)) return [];
    return [{ key: ['identity', now.user], value: { genesis: first.genesisHash, resets: first.resets } }];
  }

  async function syncOrganisation(): Promise<Result<void, PeopleError>> {
    for (;;) {
      const before = organisation();
      const answer = await links(`/organisation/chain?from=${before === undefined ? 0 : before.n + 1}`);
      if (!answer.ok) return answer;
      if (answer.value.links.length === 0) return before === undefined ? err({ type: 'chain-fault' }) : ok(undefined);
      const folded = await followOrganisation(before, answer.value.links);
      if (!folded.ok) return folded;
      const saved = await store.commit([{ key: ['organisation'], value: organisationToRow(folded.value) }]);
      if (!saved.ok) return saved;
      usersByDevice.clear();
      if (!answer.value.more) return ok(undefined);
    }
  }

  async function followOrganisation(
    before: OrganisationChain | undefined,
    statements: readonly Statement[],
  ): Promise<Result<OrganisationChain, PeopleError>> {
    let chain = before;
    try {
      for (const statement of statements) {
        const folded = await foldOrganisationLinks(chain, [statement], identity.organisationHash, keyUnder);
        if (!folded.ok) return folded;
        chain = folded.value;
        followed = chain;
      }
    } finally {
      followed = undefined;
    }
    return chain === undefined ? err({ type: 'chain-fault' }) : ok(chain);
  }

  /** ORG-5: the chain of a colleague must start with the genesis that an administrator approved, under the name that was approved. */
  async function isTrusted(entry: DirectoryEntry): Promise<boolean> {
    const member = organisation()?.members.get(entry.user);
    const chain = chainOf(entry.user);
    if (member === undefined || member.suspended || chain === undefined) return false;
    const binding = await sha256(bindingInput(entry.salt, entry.name, entry.profession));
    return equalBytes(member.binding, binding);
  }

  async function syncDirectory(): Promise<Result<void, PeopleError>> {
    const answer = await http.get('/directory', Directory);
    if (!answer.ok) return answer;
    const behind = answer.value.people.filter((entry) => (chainOf(entry.user)?.n ?? -1) < entry.chainN);
    const queue = behind.values();
    const worker = async (): Promise<void> => {
      for (const entry of queue) await syncChain(entry.user);
    };
    await Promise.all(Array.from({ length: parallelChains }, worker));
    const listed = new Set<string>(answer.value.people.map(({ user }) => user));
    const rows = await Promise.all(
      answer.value.people.map(async (entry) => ({
        key: ['person', entry.user] as const,
        value: withoutUndefined({ ...entry, trusted: await isTrusted(entry) }),
      })),
    );
    const gone = store.all('person').filter(({ key }) => !listed.has(key[1] ?? ''));
    const changed = rows.filter(({ key, value }) => !sameRow(store.get(key), value));
    const saved = await store.commit([...changed, ...gone.map(({ key }) => ({ key, value: undefined }))]);
    return saved.ok ? ok(undefined) : saved;
  }

  return {
    organisation,
    chainOf,
    userOf,
    verifyKeyOf,
    deviceKey,
    administratorKey: administratorKeyFor(new Set()),
    person: (user) => readPerson(store.get(['person', user])),
    colleagues: () =>
      store
        .all('person')
        .flatMap(({ value }) => readPerson(value) ?? [])
        .filter(({ user }) => user !== identity.user),
    syncOrganisation,
    syncChain,
    syncDirectory,
  };
}

/** Each part but the first begins with a reset. */
function splitAtResets(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const parts: Statement[][] = [];
  for (const statement of statements) {
    const link = parseStatementBody(UserLink, statement.body, maxLinkBytes);
    const last = parts.at(-1);
    if (last === undefined || (link.ok && link.value.type === 'reset')) parts.push([statement]);
    else last.push(statement);
  }
  return parts;
}

/** Rows are small and flat: comparing their JSON is enough to avoid writing what did not change. */
const sameRow = (a: unknown, b: unknown): boolean => JSON.stringify(a, bytesAsHex) === JSON.stringify(b, bytesAsHex);
const bytesAsHex = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? bytesToHex(value) : value);

const toPerson = (entry: PersonRow): Person => ({
  user: entry.user,
  name: entry.name,
  profession: entry.profession,
  unit: entry.unit,
  extension: entry.extension,
  languages: entry.languages,
  photoUrl:
    entry.photo === undefined ? undefined : `/api/v1/users/${entry.user}/photo?v=${bytesToHex(entry.photo.subarray(0, 8))}`,
  trust: entry.trusted ? 'bound' : 'unverified',
});
