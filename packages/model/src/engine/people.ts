/**
 * Who is who (ORG-1 … ORG-5, CHAIN-2 … CHAIN-7): the organisation chain, device chains and the directory, verified here and kept for
 * work without a network. Nobody is written to whom the chains do not know.
 */
import * as v from 'valibot';
import { bytesToHex, equalBytes } from '../bytes.ts';
import { importVerifyKey, sha256 } from '../crypto/primitives.ts';
import type { DeviceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { type DeviceKeyLookup, deviceKeyIn, foldOrganisationLinks, foldUserLinks } from '../sync/chains.ts';
import { Directory, DirectoryEntry, Links } from '../wire/http.ts';
import { bindingInput, type OrganisationChain } from '../wire/organisation-chain.ts';
import type { UserChain } from '../wire/user-chain.ts';
import type { Person } from './api.ts';
import type { EngineContext } from './context.ts';
import type { RequestError } from './http-client.ts';
import { ChainRow, OrganisationRow } from './records.ts';
import { chainToRow, organisationToRow, rowToChain, rowToOrganisation, withoutUndefined } from './row-codec.ts';

export type PeopleError = RequestError | { readonly type: 'chain-fault' } | { readonly type: 'storage-full' };

export interface People {
  organisation(): OrganisationChain | undefined;
  chainOf(user: UserId): UserChain | undefined;
  userOf(device: DeviceId): UserId | undefined;
  /** Undefined: no chain on this device knows it. Revoked devices are known too: their old chunks stay readable. */
  verifyKeyOf(device: DeviceId): Promise<CryptoKey | undefined>;
  /** Fetches the user's chain first when it is shorter here than `chainN`. */
  deviceKey: DeviceKeyLookup;
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

export function makePeople({ store, http, identity }: EngineContext): People {
  const parsed = new WeakMap<object, unknown>();
  const verifyKeys = new Map<DeviceId, Promise<CryptoKey | undefined>>();
  const usersByDevice = new Map<DeviceId, UserId>();

  /** Parsing and folding once per stored value: rows are replaced, never changed in place. */
  function row<const S extends v.GenericSchema, T>(
    value: unknown,
    schema: S,
    convert: (row: v.InferOutput<S>) => T,
  ): T | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (parsed.has(value)) return parsed.get(value) as T | undefined;
    const result = v.safeParse(schema, value);
    const converted = result.success ? convert(result.output) : undefined;
    parsed.set(value, converted);
    return converted;
  }
  const chainOf = (user: UserId): UserChain | undefined => row(store.get(['chain', user]), ChainRow, rowToChain);
  const organisation = (): OrganisationChain | undefined => row(store.get(['organisation']), OrganisationRow, rowToOrganisation);

  function userOf(device: DeviceId): UserId | undefined {
    const known = usersByDevice.get(device);
    if (known !== undefined) return known;
    for (const { value } of store.all('chain')) {
      const chain = row(value, ChainRow, rowToChain);
      for (const id of chain?.devices.keys() ?? []) if (chain) usersByDevice.set(id, chain.user);
    }
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

  const deviceKey: DeviceKeyLookup = async (user, device, chainN) => {
    const chain = chainOf(user);
    if (chain === undefined || chain.n < chainN) await syncChain(user);
    return deviceKeyIn(chainOf(user), device, chainN);
  };

  async function links(path: string): Promise<Result<v.InferOutput<typeof Links>, RequestError>> {
    return http.get(path, Links);
  }

  async function syncChain(user: UserId): Promise<Result<UserChain, PeopleError>> {
    for (;;) {
      const before = chainOf(user);
      const answer = await links(`/users/${user}/chain?from=${before === undefined ? 0 : before.n + 1}`);
      if (!answer.ok) return answer;
      if (answer.value.links.length === 0) return before === undefined ? err({ type: 'chain-fault' }) : ok(before);
      const folded = await foldUserLinks(before, user, answer.value.links, deviceKey);
      if (!folded.ok || !equalBytes(folded.value.organisation, identity.organisationHash)) return err({ type: 'chain-fault' });
      const saved = await store.commit([{ key: ['chain', user], value: chainToRow(folded.value) }]);
      if (!saved.ok) return saved;
      usersByDevice.clear();
      if (!answer.value.more) return ok(folded.value);
    }
  }

  async function syncOrganisation(): Promise<Result<void, PeopleError>> {
    for (;;) {
      const before = organisation();
      const answer = await links(`/organisation/chain?from=${before === undefined ? 0 : before.n + 1}`);
      if (!answer.ok) return answer;
      if (answer.value.links.length === 0) return before === undefined ? err({ type: 'chain-fault' }) : ok(undefined);
      const folded = await foldOrganisationLinks(before, answer.value.links, identity.organisationHash, deviceKey);
      if (!folded.ok) return folded;
      const saved = await store.commit([{ key: ['organisation'], value: organisationToRow(folded.value) }]);
      if (!saved.ok) return saved;
      if (!answer.value.more) return ok(undefined);
    }
  }

  /** ORG-5: the chain of a colleague must start with the genesis that an administrator approved, under the name that was approved. */
  async function isTrusted(entry: DirectoryEntry): Promise<boolean> {
    const member = organisation()?.members.get(entry.user);
    const chain = chainOf(entry.user);
    if (member === undefined || member.suspended || chain === undefined) return false;
    const binding = await sha256(bindingInput(entry.salt, entry.name, entry.profession));
    return equalBytes(member.genesis, chain.genesisHash) && equalBytes(member.binding, binding);
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

  return {
    organisation,
    chainOf,
    userOf,
    verifyKeyOf,
    deviceKey,
    person: (user) => row(store.get(['person', user]), PersonRow, toPerson),
    colleagues: () =>
      store
        .all('person')
        .flatMap(({ value }) => row(value, PersonRow, toPerson) ?? [])
        .filter(({ user }) => user !== identity.user),
    syncOrganisation,
    syncChain,
    syncDirectory,
  };
}

/** Rows are small and flat: comparing their JSON is enough to avoid writing what did not change. */
const sameRow = (a: unknown, b: unknown): boolean => JSON.stringify(a, bytesAsHex) === JSON.stringify(b, bytesAsHex);
const bytesAsHex = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? bytesToHex(value) : value);
