/** What the audit log may say was done (AUDIT-1): words alone, so that a page that shows one needs no schema. */

/** Every act that is written down, and where the filter shows it. */
export const AUDIT_ACTS = {
  'sign-in.ok': 'sign-in',
  'sign-in.failed': 'sign-in',
  'sign-out': 'sign-in',
  'session.switch': 'sign-in',
  'session.revoke': 'sign-in',
  'password.change': 'security',
  'second-factor.on': 'security',
  'second-factor.off': 'security',
  'second-factor.codes': 'security',
  'passkey.add': 'security',
  'passkey.remove': 'security',
  'device.add': 'device',
  'device.revoke': 'device',
  'device.remove': 'device',
  'device.recover': 'device',
  'device.rotate': 'device',
  'recovery.replace': 'device',
  'reset.request': 'device',
  'reset.cancel': 'device',
  'reset.offer': 'device',
  'reset.refuse': 'device',
  'reset.done': 'device',
  'account.ask': 'account',
  'account.approve': 'account',
  'account.refuse': 'account',
  'account.role': 'role',
  'account.suspend': 'account',
  'account.reinstate': 'account',
  'account.password-link': 'account',
  'account.password-reset': 'account',
  'account.unit': 'account',
  'account.exported': 'account',
  'account.erased': 'account',
  'organisation.found': 'service',
  'policy.change': 'service',
  'invite.make': 'account',
  'invite.use': 'account',
  'invite.revoke': 'account',
  'invite.import': 'account',
  'unit.add': 'service',
  'unit.change': 'service',
  'unit.remove': 'service',
  'announcement.send': 'service',
  'announcement.end': 'service',
  'usage.read': 'reading',
  'usage.export': 'reading',
  'audit.read': 'reading',
  'audit.export': 'reading',
  'push.read': 'reading',
} as const;
export type AuditAct = keyof typeof AUDIT_ACTS;
export const auditGroups = ['account', 'role', 'device', 'sign-in', 'security', 'service', 'reading'] as const;
export type AuditGroup = (typeof auditGroups)[number];

export const isAuditAct = (value: unknown): value is AuditAct => typeof value === 'string' && Object.hasOwn(AUDIT_ACTS, value);
export const auditActs: readonly AuditAct[] = Object.keys(AUDIT_ACTS).filter(isAuditAct);
export const actsOfGroup = (group: AuditGroup): readonly AuditAct[] => auditActs.filter((act) => AUDIT_ACTS[act] === group);
