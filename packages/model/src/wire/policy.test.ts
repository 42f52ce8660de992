/** The rules and what they mean for one person (POLICY). Their bounds for urgent messages and files: organisation-chain.test.ts. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { testUser } from '../../test/support/links.ts';
import { defaultPolicy, factorNeededAtMs, Policy, type PolicySigned, signPolicy } from './policy.ts';
import { FACTOR_NEEDS, FORWARDINGS, PREVIEWS, REGISTRATIONS } from './policy-values.ts';

const amel = testUser(1);
const dayMs = 86_400_000;
const { urgent, files } = defaultPolicy;

test('ORG-10 what a link does not say is as it was before there were such rules', () => {
  expect(v.parse(Policy, { urgent, files })).toEqual(defaultPolicy);
  expect(defaultPolicy).toMatchObject({
    lock: { required: false, idleMinutes: 15 },
    secondFactor: { of: 'nobody' },
    computers: { shared: true },
    preview: 'text',
    forwarding: 'anybody',
    registration: 'open',
    password: { minCharacters: 10 },
  });
});

test('POLICY-1 … POLICY-7 every rule within its bounds is read as it was signed, and nothing else is', () => {
  const any = fc.record({
    lock: fc.record({ required: fc.boolean(), idleMinutes: fc.integer({ min: -1, max: 20 }) }),
    secondFactor: fc.record({ of: fc.constantFrom(...FACTOR_NEEDS), graceDays: fc.integer({ min: -1, max: 40 }) }),
    computers: fc.record({ shared: fc.boolean() }),
    preview: fc.constantFrom(...PREVIEWS),
    forwarding: fc.constantFrom(...FORWARDINGS),
    registration: fc.constantFrom(...REGISTRATIONS),
    password: fc.record({ minCharacters: fc.integer({ min: 0, max: 80 }) }),
  });
  fc.assert(
    fc.property(any, (rules) => {
      const { lock, secondFactor, password } = rules;
      const isWithin =
        lock.idleMinutes >= 1 &&
        lock.idleMinutes <= 15 &&
        secondFactor.graceDays >= 0 &&
        secondFactor.graceDays <= 30 &&
        password.minCharacters >= 8 &&
        password.minCharacters <= 64;
      const parsed = v.safeParse(Policy, { ...defaultPolicy, ...rules });
      expect(parsed.success).toBe(isWithin);
      if (parsed.success) expect(parsed.output).toEqual({ ...defaultPolicy, ...rules });
    }),
  );
  for (const wrong of [
    { preview: 'all' },
    { forwarding: true },
    { registration: '' },
    { lock: {} },
    { computers: { shared: 1 } },
  ])
    expect([wrong, v.safeParse(Policy, { ...defaultPolicy, ...wrong }).success]).toEqual([wrong, false]);
});

test('POLICY-2 the time runs from the link that first said so in these words; other rules do not prolong it', () => {
  const rule = (of: Policy['secondFactor']['of'], graceDays: number): Policy => ({
    ...defaultPolicy,
    secondFactor: { of, graceDays },
  });
  let chain: { policy: Policy | undefined; policySigned?: PolicySigned | undefined } = { policy: undefined };
  let n = 1;
  const sign = (policy: Policy, atMs: number) => {
    n += 1;
    chain = { policy, policySigned: signPolicy(chain, policy, { n, atMs, by: amel }) };
  };
  const from = () => [factorNeededAtMs(chain, false), factorNeededAtMs(chain, true)];
  expect(from()).toEqual([undefined, undefined]);
  sign(rule('administrators', 7), 1_000);
  expect(from()).toEqual([undefined, 1_000 + 7 * dayMs]);
  sign({ ...rule('administrators', 7), preview: 'who' }, 5_000);
  expect(from()).toEqual([undefined, 1_000 + 7 * dayMs]);
  expect(chain.policySigned).toMatchObject({ n: 3, atMs: 5_000, by: amel });
  sign(rule('everybody', 3), 9_000);
  expect(from()).toEqual([9_000 + 3 * dayMs, 9_000 + 3 * dayMs]);
  sign(rule('nobody', 3), 10_000);
  expect(from()).toEqual([undefined, undefined]);
});
