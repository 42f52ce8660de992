/**
 * Her own device chain on a browser that keeps nothing yet (CHAIN-2, CHAIN-7): a reset in it is verified under the organisation's chain, which
 * is followed in memory for that. The organisation is the one that her genesis names; what compares it is the caller's.
 */
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { type AdministratorKeyLookup, foldUserLinks } from '../sync/chains.ts';
import { Links } from '../wire/http.ts';
import type { Statement } from '../wire/statement.ts';
import type { UserChain } from '../wire/user-chain.ts';
import type { RowKey } from './deps.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { makePeople, type People, type PeopleError } from './people.ts';
import type { Store, StoreWrite } from './store.ts';
import { noFaults } from './trust-faults.ts';

export type OwnChainError = RequestError | { readonly type: 'chain-fault' };

export async function fetchOwnChain(http: HttpClient, user: UserId): Promise<Result<UserChain, OwnChainError>> {
  const links: Statement[] = [];
  for (;;) {
    const answer = await http.get(`/users/${user}/chain?from=${links.length}`, Links);
    if (!answer.ok) return answer;
    links.push(...answer.value.links);
    if (!answer.value.more || answer.value.links.length === 0) break;
  }
  const alone = await foldUserLinks(undefined, user, links, async () => undefined);
  if (alone.ok) return alone;
  const known = await fetchOwnPeople(http, user);
  return known.ok ? ok(known.value.chain) : known;
}

export interface OwnPeople {
  readonly chain: UserChain;
  readonly administratorKey: AdministratorKeyLookup;
  /** Everything that was verified on the way, for a profile that becomes hers. */
  rows(): readonly StoreWrite[];
}

/** An active account: with the organisation and its administrators, as far as they are needed. */
export async function fetchOwnPeople(http: HttpClient, user: UserId): Promise<Result<OwnPeople, OwnChainError>> {
  const first = await http.get(`/users/${user}/chain?from=0`, Links);
  if (!first.ok) return first;
  const genesis = await foldUserLinks(undefined, user, first.value.links.slice(0, 1), async () => undefined);
  if (!genesis.ok) return genesis;
  const store = makeMemoryStore();
  const identity = { user, organisationHash: genesis.value.organisation };
  const people: People = makePeople({ store, http, identity }, noFaults);
  const organisation = await people.syncOrganisation();
  if (!organisation.ok) return err(toError(organisation.error));
  const chain = await people.syncChain(user);
  if (!chain.ok) return err(toError(chain.error));
  if (people.chainOf(user) === undefined) return err({ type: 'chain-fault' });
  return ok({ chain: chain.value, administratorKey: people.administratorKey, rows: store.rows });
}

const toError = (error: PeopleError): OwnChainError =>
  error.type === 'storage-full' || error.type === 'chain-fault' ? { type: 'chain-fault' } : error;

function makeMemoryStore(): Pick<Store, 'get' | 'all' | 'commit'> & { rows(): readonly StoreWrite[] } {
  const rows = new Map<string, StoreWrite>();
  const nameOf = (key: RowKey): string => key.join('\u0000');
  return {
    get: (key) => rows.get(nameOf(key))?.value,
    all: (table) => [...rows.values()].filter(({ key }) => key[0] === table),
    async commit(writes) {
      for (const write of writes) rows.set(nameOf(write.key), write);
      return ok(undefined);
    },
    rows: () => [...rows.values()],
  };
}
