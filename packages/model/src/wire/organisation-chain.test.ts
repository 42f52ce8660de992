import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, linkHash, testDeviceId, testKeys, testUser } from '../../test/support/links.ts';
import { bytesToHex } from '../bytes.ts';
import type { UserId } from '../ids.ts';
import {
  applyOrganisationLink,
  bindingInput,
  type OrganisationChain,
  OrganisationLink,
  organisationSigner,
  type Role,
} from './organisation-chain.ts';
import { encodeStatementBody, parseStatementBody } from './statement.ts';

const invalid = { ok: false, error: { type: 'invalid' } };
const [founder, amel, youssef] = [testUser(1), testUser(2), testUser(3)];
const by = (user: UserId, i: number) => ({ user, device: testDeviceId(i), chainN: 0 });

type Content = Pick<OrganisationLink, 'type' | 'payload' | 'signer'>;
const genesis: Content = {
  type: 'genesis',
  signer: by(founder, 1),
  payload: { name: 'CHU', breakGlass: testKeys(90), administrator: { sig: testKeys(1).sig } },
};
const approve = (
  user: UserId,
  role: Role = 'member',
  { signer = by(founder, 1), genesisHash = filled(32, 7), binding = filled(32, 8) } = {},
): Content => ({ type: 'approve', signer, payload: { user, genesis: genesisHash, binding, role } });
const setRole = (user: UserId, role: Role, signer = by(founder, 1)): Content => ({
  type: 'set_role',
  signer,
  payload: { user, role },
});
const suspend = (user: UserId, signer = by(founder, 1)): Content => ({ type: 'suspend', signer, payload: { user } });
const reinstate = (user: UserId, signer = by(founder, 1)): Content => ({ type: 'reinstate', signer, payload: { user } });

const linkOf = (chain: OrganisationChain | undefined, content: Content, changes: Partial<OrganisationLink> = {}) =>
  ({
    v: 1,
    n: chain === undefined ? 0 : chain.n + 1,
    prev: chain?.head ?? filled(32, 0),
    atMs: 5,
    ...content,
    ...changes,
  }) as OrganisationLink;
const apply = (chain: OrganisationChain | undefined, content: Content, changes: Partial<OrganisationLink> = {}) => {
  const link = linkOf(chain, content, changes);
  return applyOrganisationLink(chain, link, linkHash(link.n));
};
const signer = (chain: OrganisationChain | undefined, content: Content) => organisationSigner(chain, linkOf(chain, content));

function growAll(...contents: readonly Content[]): OrganisationChain {
  let chain: OrganisationChain | undefined;
  for (const content of [genesis, ...contents]) {
    const next = apply(chain, content);
    if (!next.ok) throw new Error(`the chain does not grow: ${content.type}`);
    chain = next.value;
  }
  if (chain === undefined) throw new Error('a genesis at least');
  return chain;
}
const founded = (...contents: readonly Content[]) => growAll(approve(founder, 'administrator'), ...contents);

test('ORG-1 the genesis is signed by the device it names and co-signed by the break-glass key; its hash is the organisation', () => {
  expect(signer(undefined, genesis)).toEqual({ ok: true, value: { known: testKeys(1).sig, coSigner: testKeys(90).sig } });
  expect(growAll()).toEqual({
    n: 0,
    head: linkHash(0),
    hash: linkHash(0),
    name: 'CHU',
    breakGlass: testKeys(90),
    founder: { user: founder, device: testDeviceId(1), sig: testKeys(1).sig },
    members: new Map(),
  });
  expect(founded(approve(amel)).hash).toEqual(linkHash(0));
});

test('ORG-1 a chain begins with a genesis, at position 0, on nothing, once', () => {
  expect(signer(undefined, approve(founder, 'administrator'))).toEqual(invalid);
  expect(apply(undefined, approve(founder, 'administrator'))).toEqual(invalid);
  expect(apply(undefined, genesis, { n: 1 })).toEqual(invalid);
  expect(apply(undefined, genesis, { prev: filled(32, 1) })).toEqual(invalid);
  expect(apply(growAll(), genesis)).toEqual(invalid);
  expect(apply(founded(), genesis)).toEqual(invalid);
});

test('ORG-2 link 1 approves the founder as administrator, by the device that the genesis names', () => {
  const chain = growAll();
  expect(signer(chain, approve(founder, 'administrator'))).toEqual({
    ok: true,
    value: { known: testKeys(1).sig, coSigner: undefined },
  });
  expect(signer(chain, approve(founder, 'administrator', { signer: by(founder, 2) }))).toEqual(invalid);
  expect(signer(chain, approve(founder, 'administrator', { signer: by(amel, 1) }))).toEqual(invalid);
  expect(apply(chain, approve(amel, 'administrator'))).toEqual(invalid);
  expect(apply(chain, approve(founder, 'member'))).toEqual(invalid);
  for (const other of [suspend(founder), reinstate(founder), setRole(founder, 'administrator')])
    expect(apply(chain, other)).toEqual(invalid);
});

test('ORG-2 later links are signed by an administrator who is not suspended', () => {
  const chain = founded(approve(amel), approve(youssef, 'administrator'));
  const free = { ok: true, value: { known: undefined, coSigner: undefined, genesis: filled(32, 7) } };
  expect(signer(chain, suspend(amel, by(founder, 1)))).toEqual(free);
  expect(signer(chain, suspend(amel, by(youssef, 3)))).toEqual(free);
  expect(signer(chain, suspend(youssef, by(amel, 2)))).toEqual(invalid);
  expect(signer(chain, suspend(amel, by(testUser(4), 4)))).toEqual(invalid);
  const without = founded(approve(youssef, 'administrator'), suspend(youssef));
  expect(signer(without, reinstate(youssef, by(youssef, 3)))).toEqual(invalid);
  const demoted = founded(approve(youssef, 'administrator'), setRole(youssef, 'member'));
  expect(signer(demoted, approve(amel, 'member', { signer: by(youssef, 3) }))).toEqual(invalid);
});

test('ORG-2 of two links at one position the second is a conflict', () => {
  const chain = founded();
  const [first, second] = [linkOf(chain, approve(amel)), linkOf(chain, approve(youssef))];
  const after = applyOrganisationLink(chain, first, linkHash(2));
  if (!after.ok) throw new Error('the first is accepted');
  const conflict = { ok: false, error: { type: 'conflict', n: 2 } };
  expect(applyOrganisationLink(after.value, second, linkHash(2, 1))).toEqual(conflict);
  expect(apply(after.value, approve(youssef), { n: 4 })).toEqual(conflict);
  expect(apply(after.value, approve(youssef), { prev: linkHash(1) })).toEqual(conflict);
});

test('ORG-4 the last administrator who is not suspended stays', () => {
  const alone = founded(approve(amel));
  expect(apply(alone, suspend(founder))).toEqual(invalid);
  expect(apply(alone, setRole(founder, 'member'))).toEqual(invalid);
  expect(apply(alone, setRole(founder, 'administrator')).ok).toBe(true);
  const other = founded(approve(youssef, 'administrator'));
  expect(apply(other, suspend(founder)).ok).toBe(true);
  expect(apply(other, setRole(founder, 'member')).ok).toBe(true);
  const suspended = founded(approve(youssef, 'administrator'), suspend(youssef));
  expect(apply(suspended, suspend(founder))).toEqual(invalid);
  expect(apply(suspended, setRole(founder, 'member'))).toEqual(invalid);
});

test('ORG-4 approving the last administrator again as a member does not take her away', () => {
  expect(apply(founded(approve(amel)), approve(founder, 'member'))).toEqual(invalid);
  expect(apply(founded(approve(youssef, 'administrator')), approve(founder, 'member')).ok).toBe(true);
});

test('ORG-4 no random history loses the last administrator', () => {
  const people = [founder, amel, youssef];
  const acts = fc.array(
    fc.tuple(fc.nat(4), fc.nat(2), fc.constantFrom<Role>('member', 'administrator')).map(([act, who, role]): Content => {
      const user = people[who] ?? founder;
      return (
        [approve(user, role), setRole(user, role), suspend(user), reinstate(user), setRole(user, 'member')][act] ?? suspend(user)
      );
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(acts, (contents) => {
      let chain = founded();
      for (const content of contents) {
        const next = apply(chain, content);
        if (next.ok) chain = next.value;
        const able = [...chain.members.values()].filter(({ role, suspended }) => role === 'administrator' && !suspended);
        expect(able.length).toBeGreaterThan(0);
      }
    }),
  );
});

test('ORG-5 approving binds a user to genesis and binding', () => {
  expect(founded(approve(amel)).members.get(amel)).toEqual({
    user: amel,
    genesis: filled(32, 7),
    binding: filled(32, 8),
    role: 'member',
    suspended: false,
    signedN: 0,
  });
  const [salt, other] = [filled(16, 1), filled(16, 2)];
  const inputs = [
    bindingInput(salt, 'Amel', 'nurse'),
    bindingInput(other, 'Amel', 'nurse'),
    bindingInput(salt, 'Amal', 'nurse'),
    bindingInput(salt, 'Amel', 'doctor'),
  ];
  expect(new Set(inputs.map(bytesToHex)).size).toBe(4);
});

test('ORG-5 approving again renews the binding, never the genesis', () => {
  const chain = founded(approve(amel));
  const renewed = apply(chain, approve(amel, 'member', { binding: filled(32, 9) }));
  expect(renewed.ok && renewed.value.members.get(amel)).toMatchObject({ genesis: filled(32, 7), binding: filled(32, 9) });
  expect(apply(chain, approve(amel, 'member', { genesisHash: filled(32, 9) }))).toEqual(invalid);
});

test('ORG-9 the position of a signer goes forward only, also where she renews her own binding', () => {
  const at = (chainN: number) => ({ ...by(founder, 1), chainN });
  const chain = founded(approve(amel, 'member', { signer: at(4) }), approve(founder, 'administrator', { signer: at(4) }));
  expect(chain.members.get(founder)?.signedN).toBe(4);
  expect(signer(chain, suspend(amel, at(3)))).toEqual(invalid);
  for (const chainN of [4, 5]) expect(signer(chain, suspend(amel, at(chainN))).ok).toBe(true);
});

test('ORG-6 suspending and reinstating somebody who belongs', () => {
  const chain = founded(approve(amel), suspend(amel));
  expect(chain.members.get(amel)).toMatchObject({ suspended: true, role: 'member' });
  const back = apply(chain, reinstate(amel));
  expect(back.ok && back.value.members.get(amel)?.suspended).toBe(false);
  for (const act of [suspend(youssef), reinstate(youssef), setRole(youssef, 'administrator')])
    expect(apply(chain, act)).toEqual(invalid);
});

test('CHAIN-1 a link of the organisation reads back as it was written, and an unknown field is refused', () => {
  const chain = founded();
  for (const content of [approve(amel), setRole(amel, 'member'), suspend(amel), reinstate(amel)]) {
    const link = linkOf(chain, content);
    expect(parseStatementBody(OrganisationLink, encodeStatementBody(link), 4096)).toEqual({ ok: true, value: link });
    expect(parseStatementBody(OrganisationLink, encodeStatementBody({ ...link, more: 1 }), 4096).ok).toBe(false);
  }
});
