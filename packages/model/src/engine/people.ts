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
import { hashStatement } from '../sync/statements.ts';
import { Directory, DirectoryEntry, Links } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { bindingInput, type OrganisationChain } from '../wire/organisation-chain.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { type UserChain, UserLink } from '../wire/user-chain.ts';
import type { Person, TrustFaultKind } from './api.ts';
import type { EngineContext } from './context.ts';
import type { RequestError } from './http-client.ts';
import { ChainRow, OrganisationRow } from './records.ts';
import { chainToRow, makeRowReader, organisationToRow, rowToChain, rowToOrganisation, withoutUndefined } from './row-codec.ts';
import type { StoreWrite } from './store.ts';
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

const PersonRow = v.object({ ...DirectoryEntry.entries, trusted: v.boolean() });
type PersonRow = v.InferOutput<typeof PersonRow>;
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

export function makePeople({ deps, store, http, identity }: EngineContext, faults: TrustFaults): People {
  /** Administrators whose chains are being fetched to judge a reset. */
  const meeting = new Map<UserId, Promise<unknown>>();
  const verifyKeys = new Map<DeviceId, Promise<CryptoKey | undefined>>();
  const usersByDevice = new Map<DeviceId, UserId>();

  const readChain = makeRowReader(ChainRow, rowToChain);
  const readOrganisation = makeRowReader(OrganisationRow, rowToOrganisation);
  const readPerson = makeRowReader(PersonRow, (row) => toPerson(row, deps.photoSuffix ?? ''));
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

  /** CHAIN-7: who resets an identity is an administrator. From what is known here: a chain is never fetched to judge another. */
  const administratorKey: AdministratorKeyLookup = async (user, device, chainN) => {
    const member = organisation()?.members.get(user);
    const mayReset = member !== undefined && member.role === 'administrator' && !member.suspended;
    return mayReset ? deviceKeyIn(storedChain(user), device, chainN, member.genesis) : undefined;
  };

  async function links(path: string): Promise<Result<v.InferOutput<typeof Links>, RequestError>> {
    return http.get(path, Links);
  }

  async function syncChain(user: UserId, genesis = approvedGenesis(user)): Promise<Result<UserChain, PeopleError>> {
    const synced = await followChain(user, genesis);
    const fault = synced.ok ? undefined : faultOf(synced.error);
    if (!synced.ok && fault === undefined) return synced;
    // Of somebody whom the organisation does not know there is nothing that could be wrong.
    const isKnown = approvedGenesis(user) !== undefined || user === identity.user;
    for (const kind of CHAIN_FAULTS) await faults.note(kind, user, isKnown && kind === fault);
    return synced;
  }

  /** `isMet`: asked for to judge somebody else's reset. */
  async function followChain(
    user: UserId,
    genesis: Uint8Array | undefined,
    isMet = false,
  ): Promise<Result<UserChain, PeopleError>> {
    const isHers = (chain: UserChain): boolean => genesis === undefined || equalBytes(chain.genesisHash, genesis);
    const known = storedChain(user);
    for (;;) {
      const stored = storedChain(user);
      // A chain that was believed before the organisation named another is dropped, not continued.
      const before = stored !== undefined && isHers(stored) ? stored : undefined;
      const answer = await links(`/users/${user}/chain?from=${before?.n ?? 0}`);
      if (!answer.ok) return answer;
      const news = await newsAfter(before, 'userLink', answer.value.links);
      if (!news.ok) return news;
      const [first] = news.value;
      if (first === undefined && before !== undefined) return isOurs(before) ? ok(before) : chainFault('chain');
      if (!isMet) await meetAdministrators(news.value);
      const folded = await foldUserLinks(before, user, news.value, administratorKey);
      if (!folded.ok) return chainFault('chain');
      if (!isHers(folded.value) || !equalBytes(folded.value.organisation, identity.organisationHash))
        return chainFault('genesis');
      if (!answer.value.more && !isOurs(folded.value)) return chainFault('chain');
      // Somebody else asked at the same time and was shown more.
      const meanwhile = storedChain(user);
      if (meanwhile !== undefined && isHers(meanwhile) && meanwhile.n > folded.value.n) continue;
      const saved = await store.commit([
        { key: ['chain', user], value: chainToRow(folded.value) },
        ...(answer.value.more ? [] : met(known, folded.value)),
      ]);
      if (!saved.ok) return saved;
      usersByDevice.clear();
      if (!answer.value.more) return ok(folded.value);
    }
  }

  /** Nobody makes a chain in my name that holds my device: it would have had to sign. */
  function isOurs({ user, devices }: UserChain): boolean {
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

  /** Who signed a reset must be known before it is judged. One step: whose reset an administrator owes to another is judged by what is known. */
  async function meetAdministrators(statements: readonly Statement[]): Promise<void> {
    for (const { body } of statements) {
      const link = parseStatementBody(UserLink, body, maxLinkBytes);
      if (!link.ok || link.value.signer.by !== 'administrator') continue;
      const { user, chainN } = link.value.signer;
      const genesis = approvedGenesis(user);
      if (genesis === undefined || (storedChain(user)?.n ?? -1) >= chainN) continue;
      const met = meeting.get(user) ?? followChain(user, genesis, true).finally(() => meeting.delete(user));
      meeting.set(user, met);
      await met;
    }
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
      // A signer's chain that could not be fetched is no fault of the chain that she signed.
      let lost: PeopleError | undefined;
      const folded = await foldOrganisationLinks(before, news.value, identity.organisationHash, async (user, ...rest) => {
        const found = await fetchKey(user, ...rest);
        lost ??= found.lost;
        return found.key;
      });
      if (!folded.ok) return lost === undefined ? chainFault('organisation') : err(lost);
      const saved = await store.commit([{ key: ['organisation'], value: organisationToRow(folded.value) }]);
      if (!saved.ok) return saved;
      usersByDevice.clear();
      if (!answer.value.more) return ok(undefined);
    }
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
    const gone = store.all('person').filter(({ key }) => !listed.has(key[1] ?? ''));
    const changed = rows.filter(({ key, value }) => !sameRow(store.get(key), value));
    const saved = await store.commit([...changed, ...gone.map(({ key }) => ({ key, value: undefined }))]);
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

/** Rows are small and flat: comparing their JSON is enough to avoid writing what did not change. */
const sameRow = (a: unknown, b: unknown): boolean => JSON.stringify(a, bytesAsHex) === JSON.stringify(b, bytesAsHex);
const bytesAsHex = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? bytesToHex(value) : value);

const toPerson = (entry: PersonRow, photoSuffix: string): Person => ({
  user: entry.user,
  name: entry.name,
  profession: entry.profession,
  unit: entry.unit,
  extension: entry.extension,
  languages: entry.languages,
  photoUrl:
    entry.photo === undefined
      ? undefined
      : `/api/v1/users/${entry.user}/photo?v=${bytesToHex(entry.photo.subarray(0, 8))}${photoSuffix}`,
  trust: entry.trusted ? 'bound' : 'unverified',
});
