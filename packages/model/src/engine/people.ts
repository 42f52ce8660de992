/**
 * Who is who (ORG-1 … ORG-5, CHAIN-2 … CHAIN-7): the organisation chain, device chains and the directory, verified here and kept for
 * work without a network. Nobody is written to whom the chains do not know.
 */
import * as v from 'valibot';
import { equalBytes } from '../bytes.ts';
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
import { hashStatement } from '../sync/statements.ts';
import { Directory, type DirectoryEntry, Links } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { bindingInput, type OrganisationChain } from '../wire/organisation-chain.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { type UserChain, UserLink } from '../wire/user-chain.ts';
import type { Person, TrustFaultKind } from './api.ts';
import type { Identity } from './context.ts';
import type { EngineDeps } from './deps.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { goneRow, PersonRow, sameRow, toPerson } from './person-row.ts';
import { ChainRow, OrganisationRow } from './records.ts';
import { chainToRow, makeRowReader, organisationToRow, rowToChain, rowToOrganisation, withoutUndefined } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';
import type { TrustFaults } from './trust-faults.ts';

export type PeopleError =
  | RequestError
  | { readonly type: 'chain-fault'; readonly fault: TrustFaultKind }
  | { readonly type: 'storage-full' };

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

/** TRUST-5: everybody here belongs to the organisation, under the genesis that it approved. */
export const knowsAll = (people: Pick<People, 'chainOf'>, members: readonly { readonly user: UserId }[]): boolean =>
  members.every(({ user }) => people.chainOf(user) !== undefined);

interface Judged {
  readonly entry: DirectoryEntry;
  readonly is: 'bound' | 'stranger' | 'name' | 'unproven';
}
/** How many chains are fetched at once. */
const parallelChains = 6;

/** What the history of somebody's devices can be wrong in. */
const CHAIN_FAULTS = ['chain', 'genesis', 'rollback'] as const;
const faultOf = (error: PeopleError): TrustFaultKind | undefined => ('fault' in error ? error.fault : undefined);
const chainFault = (fault: TrustFaultKind) => err({ type: 'chain-fault', fault } as const);

export interface PeopleParts {
  readonly store: Pick<Store, 'get' | 'all' | 'commit'>;
  readonly http: Pick<HttpClient, 'get'>;
  readonly deps?: Pick<EngineDeps, 'photoSuffix'>;
  /** Without a device of hers: a browser that is none yet. */
  readonly identity: Pick<Identity, 'user' | 'organisationHash'> & Partial<Pick<Identity, 'device' | 'keys'>>;
}

export function makePeople({ store, http, deps, identity }: PeopleParts, faults: TrustFaults): People {
  const verifyKeys = new Map<DeviceId, Promise<CryptoKey | undefined>>();
  const usersByDevice = new Map<DeviceId, UserId>();

  const readChain = makeRowReader(ChainRow, rowToChain);
  const readOrganisation = makeRowReader(OrganisationRow, rowToOrganisation);
  const readPerson = makeRowReader(PersonRow, (row) => toPerson(row, deps?.photoSuffix ?? ''));
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

  /** `lost`: why the chain could not be fetched; of what was fetched it says nothing. */
  async function fetchKey(...[user, device, chainN, genesis]: Parameters<DeviceKeyLookup>) {
    const isShort = (chain = storedChain(user)): boolean =>
      chain === undefined || chain.n < chainN || !equalBytes(chain.genesisHash, genesis);
    const synced = isShort() ? await syncChain(user, genesis) : undefined;
    if (synced?.ok && isShort()) faults.claim(user, chainN);
    const lost = synced?.ok === false && faultOf(synced.error) === undefined ? synced.error : undefined;
    return { key: deviceKeyIn(storedChain(user), device, chainN, genesis), lost };
  }
  const keyUnder: DeviceKeyLookup = async (...asked) => (await fetchKey(...asked)).key;

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
   * already what is kept of it counts. `onLost`: her chain could not be fetched, which says nothing of who she is.
   */
  const administratorKeyFor =
    (following: ReadonlySet<UserId>, onLost: (error: PeopleError) => void): AdministratorKeyLookup =>
    async (user, device, chainN) => {
      // She may be an administrator since a moment ago.
      if (followed === undefined && organisation()?.members.get(user)?.role !== 'administrator') await syncOrganisation();
      const member = (followed ?? organisation())?.members.get(user);
      if (member === undefined || member.role !== 'administrator' || member.suspended) return undefined;
      const known = () => deviceKeyIn(storedChain(user), device, chainN, member.genesis);
      const found = known();
      if (found !== undefined || following.has(user)) return found;
      const fetched = await followChain(user, member.genesis, following);
      if (!fetched.ok && faultOf(fetched.error) === undefined) onLost(fetched.error);
      return known();
    };

  async function links(path: string): Promise<Result<v.InferOutput<typeof Links>, RequestError>> {
    return http.get(path, Links);
  }

  async function syncChain(user: UserId, genesis = approvedGenesis(user)): Promise<Result<UserChain, PeopleError>> {
    const synced = await followChain(user, genesis, new Set());
    const fault = synced.ok ? undefined : faultOf(synced.error);
    if (!synced.ok && fault === undefined) return synced;
    // Of somebody whom the organisation does not know there is nothing that could be wrong.
    const isKnown = approvedGenesis(user) !== undefined || user === identity.user;
    for (const kind of CHAIN_FAULTS) await faults.note(kind, user, isKnown && kind === fault);
    return synced;
  }

  async function followChain(
    user: UserId,
    genesis: Uint8Array | undefined,
    above: ReadonlySet<UserId>,
  ): Promise<Result<UserChain, PeopleError>> {
    const isHers = (chain: UserChain): boolean => genesis === undefined || equalBytes(chain.genesisHash, genesis);
    const known = storedChain(user);
    let lost: PeopleError | undefined;
    const administratorKey = administratorKeyFor(new Set([...above, user]), (error) => {
      lost ??= error;
    });
    for (;;) {
      const stored = storedChain(user);
      // A chain that was believed before the organisation named another is dropped, not continued.
      let chain = stored !== undefined && isHers(stored) ? stored : undefined;
      const answer = await links(`/users/${user}/chain?from=${chain?.n ?? 0}`);
      if (!answer.ok) return answer;
      const news = await newsAfter(chain, 'userLink', answer.value.links);
      if (!news.ok) return news;
      if (news.value.length === 0 && chain !== undefined) return isOurs(chain) ? ok(chain) : chainFault('chain');
      // What stands before a reset is kept first: whoever made the reset may have been reset by her.
      const parts = splitAtResets(news.value);
      for (const part of parts) {
        const folded = await foldUserLinks(chain, user, part, administratorKey);
        if (!folded.ok) return lost === undefined ? chainFault('chain') : err(lost);
        chain = folded.value;
        if (!isHers(chain) || !equalBytes(chain.organisation, identity.organisationHash)) return chainFault('genesis');
        if (!answer.value.more && part === parts.at(-1) && !isOurs(chain)) return chainFault('chain');
        const saved = await keep(chain);
        if (!saved.ok) return saved;
      }
      if (answer.value.more || chain === undefined) continue;
      const noted = await store.commit(met(known, chain));
      return noted.ok ? ok(storedChain(user) ?? chain) : noted;
    }
  }

  /** Somebody else may have asked at the same time and been shown more: a chain that is kept never gets shorter. */
  async function keep(chain: UserChain): Promise<Result<void, PeopleError>> {
    const now = storedChain(chain.user);
    if (now !== undefined && now.n >= chain.n && equalBytes(now.genesisHash, chain.genesisHash)) return ok(undefined);
    const saved = await store.commit([{ key: ['chain', chain.user], value: chainToRow(chain) }]);
    usersByDevice.clear();
    return saved;
  }

  /** Nobody makes a chain in my name that holds my device: it would have had to sign. */
  function isOurs({ user, devices }: UserChain): boolean {
    if (identity.keys === undefined || identity.device === undefined) return true;
    const mine = user === identity.user ? devices.get(identity.device)?.sig : identity.keys.signing.publicKey;
    return mine !== undefined && equalBytes(mine, identity.keys.signing.publicKey);
  }

  /** TRUST-6: the newest link that is known here must still be there. What is asked for begins with it. */
  async function newsAfter(
    before: { readonly head: Uint8Array } | undefined,
    domain: 'userLink' | 'organisationLink',
    shown: readonly Statement[],
  ): Promise<Result<readonly Statement[], PeopleError>> {
    if (before === undefined) return shown.length === 0 ? chainFault('rollback') : ok(shown);
    const [newest, ...news] = shown;
    if (newest === undefined) return chainFault('rollback');
    return equalBytes(await hashStatement(domain, newest), before.head) ? ok(news) : chainFault('chain');
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
    const synced = await followOrganisation();
    if (!synced.ok && faultOf(synced.error) === undefined) return synced;
    await faults.note('organisation', undefined, !synced.ok);
    return synced;
  }

  async function followOrganisation(): Promise<Result<void, PeopleError>> {
    for (;;) {
      const before = organisation();
      const answer = await links(`/organisation/chain?from=${before?.n ?? 0}`);
      if (!answer.ok) return answer;
      const news = await newsAfter(before, 'organisationLink', answer.value.links);
      if (!news.ok) return news;
      if (news.value.length === 0) return ok(undefined);
      const folded = await foldOrganisation(before, news.value);
      if (!folded.ok) return folded;
      const saved = await store.commit([{ key: ['organisation'], value: organisationToRow(folded.value) }]);
      if (!saved.ok) return saved;
      usersByDevice.clear();
      if (!answer.value.more) return ok(undefined);
    }
  }

  /** Link by link: what stands already is what the next signer is judged by. */
  async function foldOrganisation(
    before: OrganisationChain | undefined,
    statements: readonly Statement[],
  ): Promise<Result<OrganisationChain, PeopleError>> {
    // A signer's chain that could not be fetched is no fault of the chain that she signed.
    let lost: PeopleError | undefined;
    const keyOf: DeviceKeyLookup = async (...asked) => {
      const found = await fetchKey(...asked);
      lost ??= found.lost;
      return found.key;
    };
    let chain = before;
    try {
      for (const statement of statements) {
        const folded = await foldOrganisationLinks(chain, [statement], identity.organisationHash, keyOf);
        if (!folded.ok) return lost === undefined ? chainFault('organisation') : err(lost);
        chain = folded.value;
        followed = chain;
      }
    } finally {
      followed = undefined;
    }
    return chain === undefined ? chainFault('organisation') : ok(chain);
  }

  /** ORG-5: the chain of a colleague must start with the genesis that an administrator approved, under the name that was approved. */
  async function judge(entry: DirectoryEntry): Promise<Judged> {
    const member = organisation()?.members.get(entry.user);
    if (member === undefined) return { entry, is: 'stranger' };
    const binding = await sha256(bindingInput(entry.salt, entry.name, entry.profession));
    if (!equalBytes(member.binding, binding)) return { entry, is: 'name' };
    return { entry, is: member.suspended || chainOf(entry.user) === undefined ? 'unproven' : 'bound' };
  }

  async function syncDirectory(): Promise<Result<void, PeopleError>> {
    const answer = await http.get('/directory', Directory);
    if (!answer.ok) return answer;
    const { people } = answer.value;
    const doubted = new Set(faults.all().map(({ user }) => user));
    await syncChains(people.filter(({ user, chainN }) => chainOf(user)?.n !== chainN || doubted.has(user)));
    // Resets of administrators by administrators: the second time those who signed are known.
    const failed = new Set(faults.all().flatMap(({ kind, user }) => (kind === 'chain' ? [user] : [])));
    await syncChains(people.filter(({ user }) => failed.has(user)));
    let judged = await Promise.all(people.map(judge));
    const strange = judged.filter(({ is }) => is === 'stranger' || is === 'name').map(({ entry }) => entry);
    // Somebody may have been approved between the two questions.
    if (strange.length > 0 && (await syncOrganisation()).ok) {
      await syncChains(strange.filter(({ user }) => approvedGenesis(user) !== undefined));
      judged = await Promise.all(people.map(judge));
    }
    for (const kind of ['stranger', 'name'] as const)
      await faults.replace(
        kind,
        judged.flatMap(({ entry, is }) => (is === kind ? [entry.user] : [])),
      );
    const listed = new Set<string>(people.map(({ user }) => user));
    const rows = judged.map(({ entry, is }) => ({
      key: ['person', entry.user] as const,
      value: withoutUndefined({ ...entry, trusted: is === 'bound' }),
    }));
    const gone = store.all('person').flatMap(({ key, value }) => {
      const row = listed.has(key[1] ?? '') ? undefined : v.safeParse(PersonRow, value);
      if (row === undefined || (row.success && row.output.gone)) return [];
      // Whom nobody vouched for leaves nothing behind.
      return [{ key, value: row.success && row.output.trusted ? goneRow(row.output) : undefined }];
    });
    const changed = rows.filter(({ key, value }) => !sameRow(store.get(key), value));
    const saved = await store.commit([...changed, ...gone]);
    return saved.ok ? ok(undefined) : saved;
  }

  async function syncChains(entries: readonly DirectoryEntry[]): Promise<void> {
    const queue = entries.values();
    const worker = async (): Promise<void> => {
      for (const { user } of queue) await syncChain(user);
    };
    await Promise.all(Array.from({ length: parallelChains }, worker));
  }

  return {
    organisation,
    chainOf,
    userOf,
    verifyKeyOf,
    deviceKey,
    administratorKey: administratorKeyFor(new Set(), () => undefined),
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
