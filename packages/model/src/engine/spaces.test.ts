/** Who may be written to (ORG-5): the people are given, the server is not asked. */
import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import { err, ok } from '../result.ts';
import type { EngineContext } from './context.ts';
import type { RowKey } from './deps.ts';
import type { People } from './people.ts';
import { makeSpaces } from './spaces.ts';
import { makeTrustFaults } from './trust-faults.ts';
import type { UserKeyring } from './user-keyring.ts';

const regrants = { target: () => undefined, isConfirmed: () => true, isDue: () => false, isHeld: () => false };
const [me, peer] = [testUser(1), testUser(2)];

function spacesWith(state: { trust: 'bound' | 'unverified'; isKnown?: boolean; isSuspended?: boolean }) {
  const rows = new Map<string, unknown>();
  const requests: string[] = [];
  const answer = async (path: string) => {
    requests.push(path);
    return err({ type: 'offline' });
  };
  const context = {
    deps: { clock: makeClock() },
    identity: { user: me, organisationHash: new Uint8Array(32) },
    http: { get: answer, send: (_method: string, path: string) => answer(path), clockOffsetMs: () => 0 },
    store: {
      get: (key: RowKey) => rows.get(key.join(' ')),
      all: () => [],
      async commit(writes: readonly { readonly key: RowKey; readonly value: unknown }[]) {
        for (const { key, value } of writes) rows.set(key.join(' '), value);
        return ok(undefined);
      },
    },
  } as unknown as EngineContext;
  const people = {
    person: () => ({ trust: state.trust }),
    chainOf: () => (state.isKnown === false ? undefined : {}),
    organisation: () => ({ members: new Map([[peer, { suspended: state.isSuspended === true }]]) }),
  } as unknown as People;
  const spaces = makeSpaces(context, people, {} as UserKeyring, makeTrustFaults(context), regrants);
  return { spaces, requests, state };
}
const unknownPerson = { ok: false, error: { type: 'unknown-person' } };

test('ORG-5 a conversation is begun only with somebody whose name an administrator signed', async () => {
  expect(await spacesWith({ trust: 'unverified' }).spaces.openDirect(peer)).toEqual(unknownPerson);
  const { spaces, state } = spacesWith({ trust: 'bound' });
  const opened = await spaces.openDirect(peer);
  expect(opened.ok).toBe(true);
  // What is there can be read whatever is said of her later.
  state.trust = 'unverified';
  expect(await spaces.openDirect(peer)).toEqual(opened);
});

test.each([
  ['no approved chain', { isKnown: false }],
  ['a suspended account', { isSuspended: true }],
])('ORG-5, EPOCH-7 nothing is sealed for a colleague with %s', async (_name, later) => {
  const { spaces, requests, state } = spacesWith({ trust: 'bound' });
  const opened = await spaces.openDirect(peer);
  if (!opened.ok) throw new Error('a conversation');
  expect(await spaces.ensureWritable(opened.value)).toMatchObject({ error: { type: 'offline' } });
  const asked = requests.length;
  Object.assign(state, later);
  expect(await spaces.ensureWritable(opened.value)).toEqual(unknownPerson);
  expect(requests.length).toBe(asked);
});
