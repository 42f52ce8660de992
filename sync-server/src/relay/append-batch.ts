/**
 * One transaction for many appends (LOG-1, LOG-2, LOG-14): set-based statements over arrays. Order of locks: missing logs are made in id order,
 * spaces share-locked in id order, logs locked in id order; an epoch write locks only its space, so no cycle is possible. Nothing in here
 * fails by an SQL error because of what one append says: what is wrong is filtered by its result, and the others go through.
 */
import type { LogId } from '@sanad/model/ids';
import { ok, unwrap } from '@sanad/model/result';
import { countNotices, judgeNotices, noNotices, readNoticeFacts, type StoredNotices, storeNotices } from '../alarms/notices.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { judgeFiles, readFileFacts, storeReferences } from '../files/references.ts';
import { lockLogs, lockSpaces, readAuthors, takeAuthors, write } from './append-sql.ts';
import type { AppendOutcome, AppendRequest, StoredChunk } from './append-types.ts';
import { type Decision, decideAppend, type LogState } from './decide-append.ts';
import { findRepeated } from './find-repeated.ts';
import type { LogDirectory, LogEntry } from './log-directory.ts';
import type { MemberCache } from './member-cache.ts';

export type BatchOutcome =
  | AppendOutcome
  /** An epoch record is just being written in this space: try again outside of the batch. */
  | { readonly type: 'blocked' };

export interface BatchResult {
  /** One per request, in order. */
  readonly outcomes: readonly BatchOutcome[];
  readonly stored: readonly StoredChunk[];
  readonly notices: StoredNotices;
}
export interface BatchDeps {
  readonly database: Database;
  readonly logs: LogDirectory;
  readonly members: MemberCache;
  readonly nowMs: () => number;
  /** Called inside the transaction when chunks were stored: at most one notification per batch. */
  readonly beforeCommit: (client: Queryable, stored: readonly StoredChunk[]) => Promise<void>;
}

/** Resolves after commit. Rejects when Postgres is away: then nothing is known to be stored, and a repeat is harmless. */
export async function appendBatch(
  deps: BatchDeps,
  requests: readonly AppendRequest[],
  waitForSpaces: boolean,
): Promise<BatchResult> {
  let found: ReadonlyMap<LogId, LogEntry> = new Map();
  const result = await transaction<BatchResult, { readonly type: 'never' }>(deps.database, async (client) => {
    found = await deps.logs.findOrMake(client, requests);
    // One round trip; Postgres works on them in this order, so that what is read holds under the locks.
    const [spaces, states, rows, facts, fileFacts] = await Promise.all([
      lockSpaces(client, requests, waitForSpaces),
      lockLogs(client, found),
      readAuthors(client, requests, found),
      readNoticeFacts(client, requests, deps.nowMs()),
      readFileFacts(client, requests),
    ]);
    takeAuthors(states, requests, rows);
    const receivedAtMs = deps.nowMs();
    const stored: StoredChunk[] = [];
    const decisions = requests.map((request, index): Decision | { readonly type: 'blocked' } => {
      const space = spaces.get(request.space);
      if (space === 'blocked') return { type: 'blocked' };
      const entry = found.get(request.log);
      const log = entry?.space === request.space ? states.get(entry.key) : undefined;
      const { isMember = false, isDeviceActive = false } = rows[index] ?? {};
      const refusal = judgeNotices(request, facts, receivedAtMs) ?? judgeFiles(request, fileFacts);
      const decision = decideAppend(request, { log, spaceEpoch: space?.epoch, isMember, isDeviceActive, refusal });
      if (decision.type === 'store' && log !== undefined && space !== undefined) {
        stored.push({ request, logKey: log.key, seq: decision.seq, head: decision.head, receivedAtMs, ...space });
        countNotices(request, facts);
      }
      return decision;
    });
    let notices = noNotices;
    if (stored.length > 0) {
      client.withCommit(write(client, stored, states));
      client.withCommit(storeReferences(client, stored));
      client.withCommit(deps.beforeCommit(client, stored));
      notices = await storeNotices(client, stored, facts, deps.members, receivedAtMs);
    }
    return ok({ outcomes: await settle(client, requests, decisions), stored, notices });
  });
  deps.logs.remember(found);
  return unwrap(result);
}

/** Chunks of this batch were sent before, so that a repeat of one of them is found like any other. */
async function settle(
  client: Queryable,
  requests: readonly AppendRequest[],
  decisions: readonly (Decision | { readonly type: 'blocked' })[],
): Promise<readonly BatchOutcome[]> {
  const repeats = new Map<LogState, AppendRequest[]>();
  for (const [index, decision] of decisions.entries()) {
    const request = requests[index];
    if (decision.type !== 'look-up' || request === undefined) continue;
    repeats.set(decision.log, [...(repeats.get(decision.log) ?? []), request]);
  }
  const found = new Map<AppendRequest, AppendOutcome>();
  for (const [log, list] of repeats) {
    for (const [request, outcome] of await findRepeated(client, log.key, list)) found.set(request, outcome);
  }
  return requests.map((request, index): BatchOutcome => {
    const decision = decisions[index];
    if (decision === undefined) return { type: 'refused', code: 'server/defect' };
    if (decision.type === 'store') return { type: 'appended', seq: decision.seq, head: decision.head };
    if (decision.type === 'look-up') return found.get(request) ?? { type: 'conflict', n: decision.lastN };
    return decision;
  });
}
