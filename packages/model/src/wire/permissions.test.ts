import { expect, test } from 'vitest';
import { ROLES } from './organisation-chain.ts';
import { administers, PERMISSIONS, type Permission, permits, scopeOf } from './permissions.ts';

/** The same table, written out: one letter for member, head of unit, auditor, administrator. `u`: for her own unit. */
const TABLE: Readonly<Record<Permission, string>> = {
  'accounts.approve': '-u-a',
  'accounts.read': '---a',
  'accounts.role': '---a',
  'accounts.unit': '---a',
  'accounts.suspend': '---a',
  'accounts.password': '---a',
  'accounts.reset': '---a',
  'sessions.end': '---a',
  'devices.remove': '---a',
  'invitations.manage': '---a',
  'units.manage': '---a',
  'announcements.send': '-u-a',
  'policies.change': '---a',
  'usage.read': '--aa',
  'audit.read': '--aa',
  'push.read': '---a',
  'spaces.organisation': '---a',
};

const words = { '-': undefined, u: 'unit', a: 'all' } as const;

for (const [permission, cells] of Object.entries(TABLE) as readonly [Permission, string][])
  for (const [at, role] of ROLES.entries())
    test(`ADMIN-1 ${role}: ${permission}`, () => {
      const expected = words[cells[at] as keyof typeof words];
      expect(scopeOf(role, permission)).toBe(expected);
      expect(permits(role, permission)).toBe(expected !== undefined);
    });

test('ADMIN-1 every permission has its line here, and a member has none', () => {
  expect(Object.keys(TABLE)).toEqual(Object.keys(PERMISSIONS));
  expect(ROLES.map(administers)).toEqual([false, true, true, true]);
});
