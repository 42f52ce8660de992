/** A server that lies about who is who: chains that it made itself, in the names of real people. */

import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import {
  makeDevice,
  makeUser,
  organisationChain,
  type SignedChain,
  type TestDevice,
  userChainOf,
  userKeyOf,
} from '../../test/support/signed-chains.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { hashStatement } from '../sync/statements.ts';
import type { DirectoryEntry } from '../wire/http.ts';
import { bindingInput, type OrganisationLink } from '../wire/organisation-chain.ts';
import type { Statement } from '../wire/statement.ts';
import type { UserLink } from '../wire/user-chain.ts';
import type { EngineContext } from './context.ts';
import type { RowKey } from './deps.ts';
import { makePeople } from './people.ts';

const [dalia, amel, youssef] = (await Promise.all(['Dalia', 'Amel', 'Youssef'].map(makeUser))) as [UserId, UserId, UserId];
const [hers, amels, youssefs, ghost, code] = (await Promise.all(
  ['dalia phone', 'amel phone', 'youssef phone', 'the server', 'code'].map(makeDevice),
)) as [TestDevice, TestDevice, TestDevice, TestDevice, TestDevice];
const salt = new Uint8Array(16).fill(5);
const publicKeys = ({ keys }: TestDevice) => ({ sig: keys.sig, kem: keys.kem });

async function chainStartingWith(user: UserId, device: TestDevice, organisation: Uint8Array): Promise<SignedChain<UserLink>> {
  const chain = userChainOf(user);
  const userKey = await userKeyOf(device.id, 0);
  const payload = { organisation, device: device.keys, recovery: publicKeys(code), userKey };
  await chain.add({ type: 'genesis', signer: { by: 'device', device: device.id }, payload }, device.signing);
  return chain;
}

/** What the server answers; tests replace parts of it by lies. */
interface World {
  readonly organisation: SignedChain<OrganisationLink>;
  readonly chains: Map<UserId, readonly Statement[]>;
  readonly people: DirectoryEntry[];
}
let pinned: Uint8Array;
let real: World;

beforeAll(async () => {
  const organisation = organisationChain();
  const signer = { user: dalia, device: hers.id, chainN: 0 };
  const founding = { name: 'CHU', breakGlass: publicKeys(code), administrator: { sig: hers.keys.sig } };
  await organisation.add({ type: 'genesis', signer, payload: founding }, hers.signing, code.signing);
  pinned = await organisation.head();
  const chains = new Map<UserId, readonly Statement[]>();
  const people: DirectoryEntry[] = [];
  for (const [user, device, name] of [
    [dalia, hers, 'Dalia'],
    [amel, amels, 'Amel'],
    [youssef, youssefs, 'Youssef'],
  ] as const) {
    const { statements } = await chainStartingWith(user, device, pinned);
    const [first] = statements;
    if (first === undefined) throw new Error('a genesis');
    chains.set(user, statements);
    const binding = await sha256(bindingInput(salt, name, 'nurse'));
    const role = user === dalia ? 'administrator' : 'member';
    const payload = { user, genesis: await hashStatement('userLink', first), binding, role } as const;
    await organisation.add({ type: 'approve', signer, payload }, hers.signing);
    people.push({ user, name, profession: 'nurse', unit: '', extension: '', languages: [], salt, chainN: 0 });
  }
  real = { organisation, chains, people };
});

function peopleOf(world: () => World, user: UserId = youssef) {
  const rows = new Map<string, { readonly key: RowKey; readonly value: unknown }>();
  const name = (key: RowKey): string => key.join(' ');
  const page = (links: readonly Statement[], path: string) => ({
    links: links.slice(Number(/from=(\d+)/.exec(path)?.[1])),
    more: false,
  });
  const answer = (path: string): unknown => {
    if (path.startsWith('/organisation')) return page(world().organisation.statements, path);
    if (path === '/directory') return { people: world().people };
    return page(world().chains.get(path.split('/')[2] as UserId) ?? [], path);
  };
  const context = {
    deps: { clock: makeClock() },
    identity: { user, organisationHash: pinned },
    http: {
      async get(path: string, schema: v.GenericSchema) {
        const parsed = v.safeParse(schema, answer(path));
        return parsed.success ? ok(parsed.output) : err({ type: 'malformed-answer' });
      },
    },
    store: {
      get: (key: RowKey) => rows.get(name(key))?.value,
      all: (table: string) => [...rows.values()].filter(({ key }) => key[0] === table),
      async commit(writes: readonly { readonly key: RowKey; readonly value: unknown }[]) {
        for (const write of writes)
          if (write.value === undefined) rows.delete(name(write.key));
          else rows.set(name(write.key), write);
        return ok(undefined);
      },
    },
  } as unknown as EngineContext;
  return makePeople(context);
}
const level = async (people: ReturnType<typeof peopleOf>): Promise<void> => {
  await people.syncOrganisation();
  await people.syncDirectory();
};

test('ORG-5 the honest chains are believed', async () => {
  const people = peopleOf(() => real);
  await level(people);
  expect(people.colleagues().map(({ name, trust }) => [name, trust])).toEqual([
    ['Dalia', 'bound'],
    ['Amel', 'bound'],
  ]);
  expect(people.userOf(amels.id)).toBe(amel);
  expect(await people.deviceKey(amel, amels.id, 0)).toEqual(amels.keys.sig);
});

test('ORG-5, CHAIN-7 a chain that the server began in a colleague’s name has no device, no key and no user key', async () => {
  const forged = (await chainStartingWith(amel, ghost, pinned)).statements;
  let world: World = { ...real, chains: new Map(real.chains).set(amel, forged) };
  const people = peopleOf(() => world);
  await level(people);
  expect(people.chainOf(amel)).toBeUndefined();
  expect(people.userOf(ghost.id)).toBeUndefined();
  expect(await people.verifyKeyOf(ghost.id)).toBeUndefined();
  expect(await people.deviceKey(amel, ghost.id, 0)).toBeUndefined();
  expect(people.person(amel)?.trust).toBe('unverified');
  // The lie leaves nothing behind.
  world = real;
  await level(people);
  expect(people.person(amel)?.trust).toBe('bound');
});

test('ORG-1 somebody whom no administrator approved does not exist, whatever the directory says', async () => {
  const [stranger] = await Promise.all([makeUser('Nobody')]);
  const forged = (await chainStartingWith(stranger, ghost, pinned)).statements;
  const entry = { ...(real.people[1] as DirectoryEntry), user: stranger };
  const world = { ...real, chains: new Map(real.chains).set(stranger, forged), people: [...real.people, entry] };
  const people = peopleOf(() => world);
  await level(people);
  expect(people.chainOf(stranger)).toBeUndefined();
  expect(people.userOf(ghost.id)).toBeUndefined();
  expect(await people.deviceKey(stranger, ghost.id, 0)).toBeUndefined();
  expect(people.person(stranger)?.trust).toBe('unverified');
});

test('ORG-2, ORG-3 the server cannot continue the organisation under a chain that it began for its administrator', async () => {
  const forged = (await chainStartingWith(dalia, ghost, pinned)).statements;
  const binding = await sha256(bindingInput(salt, 'Amel', 'nurse'));
  const organisation = organisationChain();
  organisation.statements.push(...real.organisation.statements.slice(0, 2));
  const genesis = await hashStatement('userLink', (await chainStartingWith(amel, ghost, pinned)).statements[0] as Statement);
  const signer = { user: dalia, device: ghost.id, chainN: 0 };
  await organisation.add({ type: 'approve', signer, payload: { user: amel, genesis, binding, role: 'member' } }, ghost.signing);
  const world = { ...real, organisation, chains: new Map(real.chains).set(dalia, forged) };
  const people = peopleOf(() => world);
  expect(await people.syncOrganisation()).toEqual({ ok: false, error: { type: 'chain-fault' } });
  expect(people.organisation()).toBeUndefined();
});

test.each([
  ['a colleague’s device', youssef, youssefs],
  ['a device of nobody', dalia, ghost],
])('CHAIN-7 a reset that is signed by %s gives the server no device in a chain', async (_name, user, device) => {
  const chain = userChainOf(amel);
  chain.statements.push(...(real.chains.get(amel) ?? []));
  const payload = { device: ghost.keys, recovery: publicKeys(code), userKey: await userKeyOf('ghost', 1) };
  const signer = { by: 'administrator', user, device: device.id, chainN: 0 } as const;
  await chain.add({ type: 'reset', signer, payload }, device.signing, ghost.signing);
  const people = peopleOf(() => ({ ...real, chains: new Map(real.chains).set(amel, chain.statements) }), dalia);
  await level(people);
  await people.syncChain(youssef);
  expect(await people.syncChain(amel)).toEqual({ ok: false, error: { type: 'chain-fault' } });
  expect(people.userOf(ghost.id)).toBeUndefined();
});
