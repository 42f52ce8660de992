/**
 * Entries that somebody could make as often as she likes (AUDIT-4): a wrong password is written down for the first times of an hour and then
 * at every doubling, with how many there were; what is only of interest once is written once an hour.
 */
import type { UserId } from '@sanad/model/ids';
import type { Result } from '@sanad/model/result';
import type { AuditFacts } from '@sanad/model/wire/audit';
import type { AuditAct } from '@sanad/model/wire/audit-acts';
import { countAttempt, countUse } from '../auth/rate-limit.ts';
import type { Database, Queryable } from '../db/database.ts';
import type { Refusal } from '../http/refusal.ts';
import { type AuditAppend, appendAudit, noteAudit } from './append-audit.ts';

const hourMs = 3_600_000;
const countedOneByOne = 4;

/** 1, 2, 3, 4, 8, 16 … */
export const isWrittenDown = (count: number): boolean => count <= countedOneByOne || Number.isInteger(Math.log2(count));

export interface Failure {
  readonly user: UserId;
  readonly way: 'password' | 'code' | 'proof';
  /** A code of a refusal. */
  readonly reason: string;
  readonly address?: string;
}

/** Somebody tried to be this person, who exists. */
export async function noteFailure(database: Database, { user, way, reason, address }: Failure, nowMs: number): Promise<void> {
  const { count } = await countUse(database, 'audit-failure', user, hourMs, nowMs);
  if (!isWrittenDown(count)) return;
  const from = address === undefined ? undefined : cutAddress(address);
  const facts: AuditFacts = { way, reason, count, ...(from === undefined ? {} : { address: from }) };
  await noteAudit(database, { actor: undefined, act: 'sign-in.failed', subject: user, facts });
}

/** Once in an hour by this person, whatever the facts. */
export async function noteOncePerHour(
  database: Database,
  entry: AuditAppend & { readonly actor: UserId },
  nowMs: number,
): Promise<void> {
  if (await isFirstOfHour(database, entry.act, entry.actor, nowMs)) await noteAudit(database, entry);
}

/** The same inside a transaction. */
export async function appendOncePerHour(
  client: Queryable,
  entry: AuditAppend & { readonly actor: UserId },
  nowMs: number,
): Promise<void> {
  if (await isFirstOfHour(client, entry.act, entry.actor, nowMs)) await appendAudit(client, entry);
}

/** Of one person, of the log and of usage together. */
const fileLimit = { max: 60, windowMs: hourMs };

/** A file that leaves: each is written down (AUDIT-7, USAGE-6), so there are not as many as somebody likes. */
export async function noteFile(
  database: Database,
  act: 'audit.export' | 'usage.export',
  actor: UserId,
  nowMs: number,
): Promise<Result<undefined, Refusal>> {
  const allowed = await countAttempt(database, 'files-of-figures', actor, fileLimit, nowMs);
  if (allowed.ok) await noteAudit(database, { actor, act, facts: { format: 'csv' } });
  return allowed;
}

const isFirstOfHour = async (client: Queryable, act: AuditAct, actor: UserId, nowMs: number): Promise<boolean> =>
  (await countUse(client, `audit-${act}`, actor, hourMs, nowMs)).count === 1;

/** AUDIT-5: the network, not the computer: two bytes of an IPv4 address, three groups of an IPv6 one. `undefined`: no address. */
export function cutAddress(address: string): string | undefined {
  const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return `${plain.split('.').slice(0, 2).join('.')}.0.0`;
  if (!/^[0-9a-fA-F:]+$/.test(plain) || !plain.includes(':')) return undefined;
  const groups = plain.split('::')[0]?.split(':').slice(0, 3) ?? [];
  return `${groups.join(':')}::`;
}
