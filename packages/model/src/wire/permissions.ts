/**
 * Who may do what beside the work of everybody (ADMIN-1): one table, which the server goes by and screens ask. `unit`: for people of the
 * unit that the role was given with, and of what stands below it. What is not named is nobody's.
 */
import type { Role } from './organisation-chain.ts';

export type Scope = 'all' | 'unit';

const administrators = { administrator: 'all' } as const;
const heads = { administrator: 'all', unit_head: 'unit' } as const;
const auditors = { administrator: 'all', auditor: 'all' } as const;

export const PERMISSIONS = {
  /** Requests for access: to see them, to approve as a member, to refuse. */
  'accounts.approve': heads,
  /** The table of accounts, sessions and devices of somebody. */
  'accounts.read': administrators,
  'accounts.role': administrators,
  'accounts.unit': administrators,
  'accounts.suspend': administrators,
  /** A link with which somebody gives herself a new password. */
  'accounts.password': administrators,
  /** A new identity (RESET). */
  'accounts.reset': administrators,
  'sessions.end': administrators,
  'devices.remove': administrators,
  'invitations.manage': administrators,
  'units.manage': administrators,
  'announcements.send': heads,
  'policies.change': administrators,
  'usage.read': auditors,
  'audit.read': auditors,
  'push.read': administrators,
  /** Spaces that belong to the organisation (EPOCH-1). */
  'spaces.organisation': administrators,
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;
export type Permission = keyof typeof PERMISSIONS;

export const scopeOf = (role: Role, permission: Permission): Scope | undefined =>
  (PERMISSIONS[permission] as Partial<Record<Role, Scope>>)[role];
export const permits = (role: Role, permission: Permission): boolean => scopeOf(role, permission) !== undefined;

/** She has something to do where the organisation is administered. */
export const administers = (role: Role): boolean => Object.values(PERMISSIONS).some((roles) => role in roles);
