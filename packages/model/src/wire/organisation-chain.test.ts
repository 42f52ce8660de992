import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { filled, linkHash, testDeviceId, testKeys, testUnit, testUser } from '../../test/support/links.ts';
import { bytesToBase64Url, bytesToHex } from '../bytes.ts';
import type { UserId } from '../ids.ts';
import {
  applyOrganisationLink,
  bindingInput,
  type OrganisationChain,
  OrganisationLink,
  organisationSigner,
  type Role,
} from './organisation-chain.ts';
import { defaultPolicy, type FilePolicy, Policy, policyOf, type UrgentPolicy } from './policy.ts';
import { PROFESSIONS } from './profession.ts';
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
const removeDevice = (user: UserId, device: number, signer = by(founder, 1)): Content => ({
  type: 'remove_device',
  signer,
  payload: { user, device: testDeviceId(device) },
});
const minuteMs = 60_000;
const night: UrgentPolicy = { by: ['doctor'], everyMs: 3 * minuteMs, forMs: 15 * minuteMs, deadlineMs: 4 * minuteMs };
const files: FilePolicy = { maxMb: 25, quotaMb: 1000 };
const policy = (urgent: UrgentPolicy = night, signer = by(founder, 1)): Content => ({
  type: 'policy',
  signer,
  payload: { ...defaultPolicy, urgent, files },
});
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
    removed: new Set(),
    policy: undefined,
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

const maternity = testUnit(1);
const head: Content = {
  type: 'set_role',
  signer: by(founder, 1),
  payload: { user: amel, role: 'unit_head', unit: maternity },
};

test('ORG-11 a head of unit approves new members as members, and signs nothing else', () => {
  const chain = founded(approve(amel), head);
  const hers = { signer: by(amel, 2) };
  expect(signer(chain, approve(youssef, 'member', hers)).ok).toBe(true);
  for (const role of ['administrator', 'auditor'] as const)
    expect(signer(chain, approve(youssef, role, hers)), role).toEqual(invalid);
  expect(signer(chain, { ...head, signer: by(amel, 2) })).toEqual(invalid);
  expect(signer(chain, suspend(founder, by(amel, 2)))).toEqual(invalid);
  expect(signer(chain, policy(night, by(amel, 2)))).toEqual(invalid);
  expect(signer(chain, removeDevice(founder, 1, by(amel, 2)))).toEqual(invalid);
  // Whoever belongs already is an administrator's concern, herself included.
  expect(signer(chain, approve(founder, 'member', hers))).toEqual(invalid);
  expect(signer(chain, approve(amel, 'member', hers))).toEqual(invalid);
});

test('ORG-11 an auditor signs nothing, a suspended head as little', () => {
  const auditor = founded(approve(amel), setRole(amel, 'auditor'));
  expect(signer(auditor, approve(youssef, 'member', { signer: by(amel, 2) }))).toEqual(invalid);
  const suspended = founded(approve(amel), head, suspend(amel));
  expect(signer(suspended, approve(youssef, 'member', { signer: by(amel, 2) }))).toEqual(invalid);
});

test('ORG-11 a link that makes a head names her unit, and no other link does', () => {
  const linked = (payload: object) =>
    v.safeParse(OrganisationLink, {
      v: 1,
      n: 2,
      prev: bytesToBase64Url(filled(32, 1)),
      atMs: 5,
      signer: by(founder, 1),
      type: 'set_role',
      payload,
    }).success;
  expect(linked({ user: amel, role: 'unit_head', unit: maternity })).toBe(true);
  expect(linked({ user: amel, role: 'unit_head' })).toBe(false);
  expect(linked({ user: amel, role: 'auditor', unit: maternity })).toBe(false);
});

test('ORG-12 a device that an administrator took away stands in the chain, and its owner stays a member', () => {
  const chain = founded(approve(amel), removeDevice(amel, 2));
  expect([...chain.removed]).toEqual([testDeviceId(2)]);
  expect(chain.members.get(amel)?.suspended).toBe(false);
  expect(apply(chain, removeDevice(youssef, 3))).toEqual(invalid);
  expect(signer(chain, removeDevice(founder, 1, by(amel, 2)))).toEqual(invalid);
});

test('ORG-10 until an administrator says otherwise everybody may send urgent messages; then the newest link holds', () => {
  expect(policyOf(undefined)).toEqual(defaultPolicy);
  expect(policyOf(founded())).toEqual({
    ...defaultPolicy,
    urgent: { by: PROFESSIONS, everyMs: 2 * minuteMs, forMs: 20 * minuteMs, deadlineMs: 6 * minuteMs },
    files: { maxMb: 100, quotaMb: 5000 },
    calls: { turnOnly: false },
  });
  const second = { ...night, by: ['doctor', 'nurse'] } as const;
  expect(policyOf(founded(policy(), approve(amel))).urgent).toEqual(night);
  const chain = founded(policy(), approve(amel), policy(second), suspend(amel));
  expect(policyOf(chain).urgent).toEqual(second);
  expect([...chain.members.keys()]).toEqual([founder, amel]);
});

test('ORG-10, ORG-9 a policy is signed by an administrator, after link 1, at her newest position or later', () => {
  expect(apply(growAll(), policy())).toEqual(invalid);
  const chain = founded(approve(amel), approve(youssef, 'administrator'), policy(night, { ...by(founder, 1), chainN: 4 }));
  expect(signer(chain, policy(night, by(amel, 2)))).toEqual(invalid);
  expect(signer(chain, policy(night, by(youssef, 3))).ok).toBe(true);
  expect(chain.members.get(founder)?.signedN).toBe(4);
  expect(signer(chain, policy(night, { ...by(founder, 1), chainN: 3 }))).toEqual(invalid);
  expect(apply(chain, policy(), { n: chain.n })).toEqual({ ok: false, error: { type: 'conflict', n: chain.n } });
});

test('ORG-10 a policy lets somebody send, in whole minutes within bounds, and with nothing that is not known', () => {
  const isPolicy = (urgent: object, more = {}): boolean => v.safeParse(Policy, { urgent, files, ...more }).success;
  expect(isPolicy(night)).toBe(true);
  expect(isPolicy(defaultPolicy.urgent)).toBe(true);
  for (const wrong of [
    { by: [] },
    { by: ['doctor', 'doctor'] },
    { by: ['doctor', 'visitor'] },
    { everyMs: 0 },
    { everyMs: 11 * minuteMs },
    { everyMs: 90_000 },
    { everyMs: 6 * minuteMs, forMs: 5 * minuteMs },
    { forMs: 4 * minuteMs },
    { forMs: 61 * minuteMs },
    { deadlineMs: minuteMs },
    { deadlineMs: 31 * minuteMs, forMs: 60 * minuteMs },
    { deadlineMs: 16 * minuteMs },
    { more: 1 },
  ])
    expect([wrong, isPolicy({ ...night, ...wrong })]).toEqual([wrong, false]);
  for (const field of ['by', 'everyMs', 'forMs', 'deadlineMs']) expect(isPolicy({ ...night, [field]: undefined })).toBe(false);
  expect(isPolicy(night, { more: 1 })).toBe(false);
  expect(v.parse(Policy, { urgent: night, files }).calls).toEqual({ turnOnly: false });
  expect(v.parse(Policy, { urgent: night, files, calls: { turnOnly: true } }).calls).toEqual({ turnOnly: true });
  for (const calls of [{}, { turnOnly: 'yes' }, { turnOnly: true, more: 1 }]) expect(isPolicy(night, { calls })).toBe(false);
  const areFiles = (wrong: object) => isPolicy(night, { files: { ...files, ...wrong } });
  expect([areFiles({}), areFiles({ maxMb: 1000 }), areFiles({ maxMb: 2000, quotaMb: 1_000_000 })]).toEqual([true, true, true]);
  for (const wrong of [
    { maxMb: 0 },
    { maxMb: 2001 },
    { maxMb: 1.5 },
    { quotaMb: 99 },
    { maxMb: 1001 },
    { more: 1 },
    { maxMb: undefined },
  ])
    expect([wrong, areFiles(wrong)]).toEqual([wrong, false]);
});

test('ORG-10 every policy within the bounds reads back as it was signed, and no other is read', () => {
  const minutes = (max: number) => fc.nat(max).map((count) => count * minuteMs);
  const any = fc.record({
    by: fc.uniqueArray(fc.constantFrom(...PROFESSIONS)),
    everyMs: minutes(12),
    forMs: minutes(70),
    deadlineMs: minutes(40),
  });
  fc.assert(
    fc.property(any, (urgent) => {
      const { everyMs, forMs, deadlineMs } = urgent;
      const isWithin =
        urgent.by.length > 0 &&
        everyMs >= minuteMs &&
        everyMs <= 10 * minuteMs &&
        forMs >= 5 * minuteMs &&
        forMs <= 60 * minuteMs &&
        deadlineMs >= 2 * minuteMs &&
        deadlineMs <= 30 * minuteMs &&
        Math.max(everyMs, deadlineMs) <= forMs;
      const link = linkOf(founded(), policy(urgent));
      const read = parseStatementBody(OrganisationLink, encodeStatementBody(link), 4096);
      expect(read.ok).toBe(isWithin);
      if (read.ok) expect(read.value).toEqual(link);
    }),
  );
});

test('CHAIN-1 a link of the organisation reads back as it was written, and an unknown field is refused', () => {
  const chain = founded();
  for (const content of [approve(amel), setRole(amel, 'member'), suspend(amel), reinstate(amel), policy()]) {
    const link = linkOf(chain, content);
    expect(parseStatementBody(OrganisationLink, encodeStatementBody(link), 4096)).toEqual({ ok: true, value: link });
    expect(parseStatementBody(OrganisationLink, encodeStatementBody({ ...link, more: 1 }), 4096).ok).toBe(false);
  }
});
