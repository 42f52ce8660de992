/** Members of spaces whom the chains do not know, or not as far as those who signed the records knew them. */
import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import type { UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { makeMeetings } from './meetings.ts';
import type { People } from './people.ts';
import { makeTrustFaults } from './trust-faults.ts';

const [amel, ghost] = [testUser(1), testUser(2)];
const member = (user: UserId, chainN: number) => ({ user, admin: false, ukGen: 0, chainN });
const group = { members: [member(amel, 2), member(ghost, 0)], ended: undefined };

function world() {
  const rows = new Map<string, { readonly key: readonly string[]; readonly value: unknown }>();
  const state = {
    /** What this device knows, and what the server would show. */
    known: new Map<UserId, number>(),
    shows: new Map<UserId, number>([[amel, 2]]),
    belong: new Set([amel]),
    isOnline: true,
    spaces: [group],
  };
  const faults = makeTrustFaults({
    deps: { clock: makeClock(5_000) },
    http: { clockOffsetMs: () => 0 },
    store: {
      get: (key: readonly string[]) => rows.get(key.join())?.value,
      all: () => [...rows.values()],
      async commit(writes: readonly { readonly key: readonly string[]; readonly value: unknown }[]) {
        for (const { key, value } of writes)
          if (value === undefined) rows.delete(key.join());
          else rows.set(key.join(), { key, value });
        return ok(undefined);
      },
    },
  } as unknown as Parameters<typeof makeTrustFaults>[0]);
  const people = {
    chainOf: (user: UserId) => (state.known.has(user) && state.belong.has(user) ? { n: state.known.get(user) } : undefined),
    organisation: () => ({ members: new Map([...state.belong].map((user) => [user, {}])) }),
    syncOrganisation: async () => ok(undefined),
    async syncChain(user: UserId) {
      if (!state.isOnline) return err({ type: 'offline' });
      const n = state.shows.get(user);
      if (n !== undefined) state.known.set(user, n);
      return n === undefined ? err({ type: 'refused', code: 'request/not-found', body: undefined }) : ok({});
    },
  } as unknown as People;
  const meetings = makeMeetings(people, faults, () => state.spaces);
  const noted = () => faults.all().map(({ kind, user }) => [kind, user]);
  return { state, faults, meetings, noted };
}

test('TRUST-5 a member whom the organisation does not know is noted, and forgotten when nobody lists her any more', async () => {
  const { state, meetings, noted } = world();
  await meetings.meet(group);
  expect(noted()).toEqual([['member', ghost]]);
  state.spaces = [{ ...group, members: [member(amel, 2)] }];
  await meetings.meet(...state.spaces);
  expect(noted()).toEqual([]);
});

test('TRUST-5 a chain that is shorter than a record says is hidden, until it is shown', async () => {
  const { state, meetings, noted } = world();
  state.spaces = [{ ...group, members: [member(amel, 2)] }];
  state.shows.set(amel, 1);
  await meetings.meet(...state.spaces);
  expect(noted()).toEqual([['hidden', amel]]);
  state.shows.set(amel, 2);
  await meetings.meet(...state.spaces);
  expect(noted()).toEqual([]);
});

test('TRUST-5 a record that nobody could verify for want of a chain says so as well', async () => {
  const { state, meetings, faults, noted } = world();
  state.spaces = [];
  state.known.set(amel, 1);
  faults.claim(amel, 2);
  await meetings.meet();
  expect(noted()).toEqual([['hidden', amel]]);
  faults.forgetClaims();
  await meetings.meet();
  expect(noted()).toEqual([]);
});

test('TRUST-5 without a network nothing is said against anybody', async () => {
  const { state, meetings, noted } = world();
  state.isOnline = false;
  await meetings.meet(group);
  expect(noted()).toEqual([]);
});
