/** Entries of the audit log in words, for those who read all of it and for each about herself. */
import type { AuditEntry } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import type { SentenceKey, Translate } from '../../i18n/translate.ts';

export type NameOf = (user: UserId) => string | undefined;

/** Somebody's name as it is today; of an account that is gone the beginning of its id. */
export const actorWords = (words: Translate, actor: string | undefined, nameOf: NameOf): string =>
  actor === undefined ? words.t('audit.system') : nameWords(words, actor, nameOf);

const nameWords = (words: Translate, user: string, nameOf: NameOf): string =>
  `\u2068${(isUserId(user) ? nameOf(user) : undefined) ?? words.t('audit.account', { id: `${user.slice(0, 8)}…` })}\u2069`;

/** Acts whose subject is no account: its id would say nothing to anybody. */
const THINGS = /^(unit|announcement|invite)\./;

/** What was done, and to whom if it was somebody else. */
export function actWords(words: Translate, { act, actor, subject }: AuditEntry, nameOf: NameOf): string {
  const what = words.t(`audit.act.${act}`);
  if (subject === undefined || subject === actor || !isUserId(subject) || THINGS.test(act)) return what;
  return words.t('audit.of', { act: what, name: nameWords(words, subject, nameOf) });
}

const WAYS = { password: 0, code: 0, passkey: 0, proof: 0, shared: 0, device: 0 } as const;
const isWay = (way: string): way is keyof typeof WAYS => Object.hasOwn(WAYS, way);
const REASONS: Readonly<Record<string, SentenceKey>> = {
  'auth/credentials': 'audit.reason.credentials',
  'auth/code': 'audit.reason.code',
  'account/suspended': 'audit.reason.suspended',
  'account/refused': 'audit.reason.refused',
};
const ROLES = { member: 0, unit_head: 0, auditor: 0, administrator: 0 } as const;
const roleWords = (words: Translate, role: string): string =>
  Object.hasOwn(ROLES, role) ? words.t(`admin.role.${role as keyof typeof ROLES}`) : role;

/** The facts that stand beside an act, one after another. */
export function factWords(words: Translate, { act, facts }: AuditEntry): readonly string[] {
  const { way, reason, role, before, device, address, count } = facts;
  const known = [
    role !== undefined && before !== undefined
      ? words.t('audit.role.change', { before: roleWords(words, before), after: roleWords(words, role) })
      : role !== undefined && roleWords(words, role),
    reason !== undefined && words.t(REASONS[reason] ?? 'audit.reason.refused'),
    way !== undefined && isWay(way) && words.t(`audit.way.${way}`),
    device !== undefined && words.t('audit.device-id', { id: `\u2066${device.slice(0, 8)}…\u2069` }),
    act === 'sign-in.failed' && count !== undefined && count > 1 && words.n('audit.times', count),
    address !== undefined && words.t('audit.network', { address: `\u2066${address}\u2069` }),
  ];
  return known.filter((text) => typeof text === 'string');
}
