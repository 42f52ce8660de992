/**
 * Writing the audit log (AUDIT-1, AUDIT-2). In the caller's transaction: an act and its entry stand together or not at all. One writer at a
 * time holds the lock until its transaction ends, so the chain has no fork; write the entry last, so that the lock is held shortly.
 */
import { randomBytes } from 'node:crypto';
import { bytesToHex } from '@sanad/model/bytes';
import type { UserId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import { AuditFacts, auditBody, auditDigestInput, auditHashInput, auditSubjectField } from '@sanad/model/wire/audit';
import type { AuditAct } from '@sanad/model/wire/audit-acts';
import { zeroHash } from '@sanad/model/wire/fields';
import * as v from 'valibot';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';

/** What is written down. `actor` undefined: the service itself. */
export interface AuditAppend {
  readonly actor: UserId | undefined;
  readonly act: AuditAct;
  /** The person whom it concerns; where it concerns nobody, the thing. */
  readonly subject?: string | undefined;
  readonly facts?: AuditFacts;
}

/** Any number; only that all of ours take the same, and migrations another. */
const chainLock = 7_283_401;

/** The client must be inside a transaction: the lock ends with it. */
export async function appendAudit(client: Queryable, entry: AuditAppend): Promise<void> {
  // A fact that does not fit is a defect of the caller, not of what somebody sent.
  const facts = v.parse(AuditFacts, entry.facts ?? {});
  const subject = entry.subject === undefined ? undefined : v.parse(auditSubjectField, entry.subject);
  // Alone, because a statement sees what was committed before it began, not before it got the lock.
  await client.query('select pg_advisory_xact_lock($1)', [chainLock]);
  const { rows } = await client.query<{ n: number | null; hash: Uint8Array | null; atMs: number }>(
    `select l.n, l.hash, greatest(floor(extract(epoch from clock_timestamp()) * 1000)::bigint, l.at_ms) as "atMs"
       from (select 1) one left join (select n, hash, at_ms from audit order by n desc limit 1) l on true`,
  );
  const last = rows[0];
  const n = (last?.n ?? 0) + 1;
  const prev = last?.hash ?? zeroHash;
  const atMs = last?.atMs ?? 0;
  const { actor, act } = entry;
  const body = auditBody({ n, atMs, actor, act, subject, facts, salt: bytesToHex(randomBytes(16)) });
  const hash = sha256(auditHashInput(prev, sha256(auditDigestInput(body))));
  await client.query(
    'insert into audit (n, body, at_ms, actor, act, subject, prev_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [n, body, atMs, actor ?? null, act, subject ?? null, prev, hash],
  );
}

/** An entry of its own: where what happened needs no transaction. */
export async function noteAudit(database: Database, entry: AuditAppend): Promise<void> {
  await transaction(database, async (client) => {
    await appendAudit(client, entry);
    return ok(undefined);
  });
}
