/** What an administrator is told of who waits. */
import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { makeDevice, makeUser, userChainOf, userKeyOf } from '../../test/support/signed-chains.ts';
import { ok } from '../result.ts';
import { makeApprovals } from './approvals.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';

const [user, device, code] = [await makeUser('Nour'), await makeDevice('nour phone'), await makeDevice('nour code')];
const organisation = new Uint8Array(32).fill(1);

async function account() {
  const chain = userChainOf(user);
  const { keys } = device;
  const recovery = { sig: code.keys.sig, kem: code.keys.kem };
  const payload = { organisation, device: keys, recovery, userKey: await userKeyOf('Nour', 0) };
  const genesis = await chain.add({ type: 'genesis', signer: { by: 'device', device: device.id }, payload }, device.signing);
  const facts = { name: 'Nour', email: 'nour@chu.tn', staffNumber: 'M-1', profession: 'nurse', unit: 'Réa' } as const;
  return { user, ...facts, salt: new Uint8Array(16), genesis, createdAtMs: 1 };
}

async function listed(known: { readonly suspended: boolean } | undefined) {
  const accounts = [await account()];
  const context = {
    deps: { clock: makeClock() },
    identity: { organisationHash: organisation },
    http: { get: async () => ok({ accounts }) },
  } as unknown as EngineContext;
  const members = new Map(known === undefined ? [] : [[user, known]]);
  const people = { organisation: () => ({ members }) } as unknown as People;
  const list = await makeApprovals(context, people).list();
  return list.ok ? list.value : [];
}

test.each([
  [undefined, undefined],
  [{ suspended: false }, 'member'],
  [{ suspended: true }, 'suspended'],
] as const)('ORG-5 what the chain says of her already (%o) is told before she is approved: %s', async (known, before) => {
  expect((await listed(known)).map((one) => one.before)).toEqual([before]);
});
