/**
 * Whether the audit log is still the one that was seen before (AUDIT-10, AUDIT-11). The head that this device saw last is kept; the log of
 * now must go on from it, which its digests show without telling what they stand for. What does not is a fault (TRUST-5), and the old head stays:
 * nothing that a server tells later makes it forgotten.
 */
import * as v from 'valibot';
import { equalBytes } from '../bytes.ts';
import { sha256 } from '../crypto/primitives.ts';
import { ok, type Result } from '../result.ts';
import { AuditHashes, AuditHead, type AuditLine, auditDigestInput, auditHashInput, maxAuditHashes } from '../wire/audit.ts';
import { countField } from '../wire/fields.ts';
import { permits } from '../wire/permissions.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import type { People } from './people.ts';
import { makeRowReader } from './row-codec.ts';
import type { TrustFaults } from './trust-faults.ts';

const key = ['audit-head'] as const;
const AuditHeadRow = v.object({ n: countField, hash: AuditHead.entries.hash, atMs: countField });

/** A hospital writes some thousand entries a day: who was away for long looks at both ends, who may read the log at all of it. */
export const walkedPages = 5;
export const readersPages = 1000;
const betweenLooksMs = 3_600_000;

export interface AuditWatch {
  /** The head that was seen last. */
  head(): AuditHead | undefined;
  /** After a connection: not more than once in an hour. */
  connected(): Promise<void>;
  /** Now. `false`: it was changed. */
  look(): Promise<Result<boolean, RequestError>>;
}

export function makeAuditWatch(
  context: Pick<EngineContext, 'store' | 'http' | 'deps' | 'identity'>,
  faults: Pick<TrustFaults, 'note'>,
  people: Pick<People, 'organisation'>,
): AuditWatch {
  const { store, http, identity } = context;
  const mayReadAll = () => {
    const role = people.organisation()?.members.get(identity.user)?.role;
    return role !== undefined && permits(role, 'audit.read');
  };
  const read = makeRowReader(AuditHeadRow, (row) => row);
  const seen = () => read(store.get(key));
  const keep = async ({ n, hash }: AuditHead): Promise<void> => {
    const atMs = Math.max(0, Math.floor(serverNowMs(context)));
    await store.commit([{ key, value: { n, hash, atMs } }]);
  };

  async function look(): Promise<Result<boolean, RequestError>> {
    const before = seen();
    const asked = await http.get('/audit/head', AuditHead);
    if (!asked.ok) return asked;
    const goesOn =
      before === undefined ? ok(true) : await isContinued(http, before, asked.value, mayReadAll() ? readersPages : walkedPages);
    if (!goesOn.ok) return goesOn;
    await faults.note('audit', undefined, !goesOn.value);
    if (goesOn.value) await keep(asked.value);
    return goesOn;
  }

  return {
    head: seen,
    look,
    async connected() {
      const before = seen();
      if (before === undefined || serverNowMs(context) - before.atMs >= betweenLooksMs || serverNowMs(context) < before.atMs)
        await look();
    },
  };
}

/** Does the log that ends in `now` hold the one that ended in `before`? Further away than `pages`: does it still hold its last entry? */
export async function isContinued(
  http: Pick<HttpClient, 'get'>,
  before: AuditHead,
  now: AuditHead,
  pages: number,
): Promise<Result<boolean, RequestError>> {
  if (now.n < before.n) return ok(false);
  if (now.n === before.n || before.n === 0) return ok(before.n === 0 || equalBytes(now.hash, before.hash));
  if (now.n - before.n > pages * maxAuditHashes) return holds(http, before);
  return reaches(http, before, now);
}

/** Every link from one head to the other. */
async function reaches(http: Pick<HttpClient, 'get'>, from: AuditHead, to: AuditHead): Promise<Result<boolean, RequestError>> {
  let { n, hash } = from;
  while (n < to.n) {
    const run = await readHashes(http, n + 1, to.n);
    if (!run.ok) return run;
    const { prev, digests } = run.value;
    if (!equalBytes(prev, hash) || digests.length === 0 || n + digests.length > to.n) return ok(false);
    for (const digest of digests) hash = await sha256(auditHashInput(hash, digest));
    n += digests.length;
  }
  return ok(equalBytes(hash, to.hash));
}

async function holds(http: Pick<HttpClient, 'get'>, { n, hash }: AuditHead): Promise<Result<boolean, RequestError>> {
  const run = await readHashes(http, n, n);
  if (!run.ok) return run;
  const [digest] = run.value.digests;
  return ok(digest !== undefined && equalBytes(hash, await sha256(auditHashInput(run.value.prev, digest))));
}

/** A server that says there is no such run shows none. */
async function readHashes(http: Pick<HttpClient, 'get'>, from: number, to: number): Promise<Result<AuditHashes, RequestError>> {
  const run = await http.get(`/audit/hashes?from=${from}&to=${to}`, AuditHashes);
  if (run.ok || run.error.type !== 'refused' || run.error.code !== 'request/not-found') return run;
  return ok({ prev: new Uint8Array(32), digests: [] });
}

/** AUDIT-8: each line is what its hash says, and where the head is near, all of them stand in the chain that ends there. */
export async function doLinesFit(
  http: Pick<HttpClient, 'get'>,
  lines: readonly (AuditLine & { readonly n: number })[],
  head: AuditHead,
): Promise<Result<boolean, RequestError>> {
  for (const { body, prev, hash } of lines) {
    const digest = await sha256(auditDigestInput(body));
    if (!equalBytes(hash, await sha256(auditHashInput(prev, digest)))) return ok(false);
  }
  const oldest = lines.reduce<(AuditLine & { readonly n: number }) | undefined>(
    (a, b) => (a !== undefined && a.n < b.n ? a : b),
    undefined,
  );
  if (oldest === undefined || head.n - oldest.n >= walkedPages * maxAuditHashes) return ok(true);
  const hashOf = new Map(lines.map(({ n, hash }) => [n, hash]));
  let { n, prev: hash } = { n: oldest.n - 1, prev: oldest.prev };
  while (n < head.n) {
    const run = await readHashes(http, n + 1, head.n);
    if (!run.ok) return run;
    if (!equalBytes(run.value.prev, hash) || run.value.digests.length === 0) return ok(false);
    for (const digest of run.value.digests) {
      n += 1;
      hash = await sha256(auditHashInput(hash, digest));
      const line = hashOf.get(n);
      if (line !== undefined && !equalBytes(line, hash)) return ok(false);
    }
  }
  return ok(n === head.n && equalBytes(hash, head.hash));
}
