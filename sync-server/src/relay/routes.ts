/** Spaces, logs, snapshots and marks over HTTP (wire/http.ts): what a device can do with its socket lost. */
import { isLogId, isSpaceId, type LogId, type SpaceId, spaceIdFromBytes } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { AppendEpochRecord, AttestSnapshot, LeaveSpace, PutSnapshot } from '@sanad/model/wire/http';
import { maxPullChunks, maxSnapshotBytes } from '@sanad/model/wire/limits';
import { Hono } from 'hono';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type AppContext, type AppEnv, answer, answerResult, countQuery, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { acceptLeave, appendRecord } from './append-record.ts';
import { expireLog } from './expire-log.ts';
import type { Live } from './live.ts';
import { pull, readHeads, readLogsOf } from './log-store.ts';
import { readMarks } from './mark-queue.ts';
import { attestSnapshot, putSnapshot, readSnapshot } from './snapshot-store.ts';
import { isMember, readRecords, readSpacesOf } from './space-store.ts';

export interface RelayDeps extends SessionDeps {
  readonly organisation: OrganisationStore;
  readonly live: Live;
  readonly nowMs: () => number;
}
const maxInt = 0x7fff_ffff;

export function relayRoutes(deps: RelayDeps): Hono<AppEnv> {
  const { database } = deps;
  const active = requireAccess(deps, 'active');
  const routes = new Hono<AppEnv>();

  const ownSpace = async (c: AppContext): Promise<Result<SpaceId, Refusal>> => {
    const space = c.req.param('id');
    if (!isSpaceId(space)) return err(refusal('request/malformed'));
    return (await isMember(database, space, c.var.session.user)) ? ok(space) : err(refusal('space/not-member'));
  };
  const logParameter = (c: AppContext): LogId | undefined => {
    const log = c.req.param('id');
    return isLogId(log) ? log : undefined;
  };

  routes.get('/spaces', active, async (c) => {
    const rows = await readSpacesOf(database, c.var.session.user);
    return answer(c, { spaces: rows.map(({ id, ...space }) => ({ space: spaceIdFromBytes(id), ...space })) });
  });

  routes.get('/spaces/:id/epochs', active, async (c) => {
    const from = countQuery(c, 'from', 0);
    const space = await ownSpace(c);
    if (!space.ok) return refuse(c, space.error);
    if (from === undefined) return refuse(c, refusal('request/malformed'));
    return answer(c, await readRecords(database, space.value, c.var.session.user, Math.min(from, maxInt)));
  });

  routes.post('/spaces/:id/epochs', active, async (c) => {
    const space = c.req.param('id');
    if (!isSpaceId(space)) return refuse(c, refusal('request/malformed'));
    const request = await readBody(c, AppendEpochRecord);
    if (!request.ok) return refuse(c, request.error);
    const result = await appendRecord(database, deps.organisation, c.var.session, space, request.value);
    if (!result.ok) return refuse(c, result.error);
    const { epoch, rev, concerned } = result.value;
    if (concerned.size > 0) deps.live.epoch(space, { epoch, rev }, concerned);
    return answer(c, { epoch, rev });
  });

  routes.post('/spaces/:id/leave', active, async (c) => {
    const space = c.req.param('id');
    if (!isSpaceId(space)) return refuse(c, refusal('request/malformed'));
    const request = await readBody(c, LeaveSpace);
    if (!request.ok) return refuse(c, request.error);
    const result = await acceptLeave(database, space, c.var.session.user, request.value.leave);
    if (!result.ok) return refuse(c, result.error);
    const { epoch, rev, members } = result.value;
    deps.live.epoch(space, { epoch, rev }, new Set(members.keys()));
    return answer(c, {});
  });

  routes.get('/spaces/:id/logs', active, async (c) => {
    const space = await ownSpace(c);
    return space.ok ? answer(c, { logs: await readLogsOf(database, space.value) }) : refuse(c, space.error);
  });

  routes.get('/spaces/:id/marks', active, async (c) => {
    const space = await ownSpace(c);
    return space.ok ? answer(c, { marks: await readMarks(database, space.value) }) : refuse(c, space.error);
  });

  routes.get('/heads', active, async (c) => {
    const since = countQuery(c, 'sinceMs', 0);
    if (since === undefined) return refuse(c, refusal('request/malformed'));
    const serverTimeMs = deps.nowMs(); // before the read: a commit in between is in the next answer
    return answer(c, { logs: await readHeads(database, c.var.session.user, since), serverTimeMs });
  });

  routes.get('/logs/:id', active, async (c) => {
    const log = logParameter(c);
    const after = countQuery(c, 'after', 0);
    const limit = countQuery(c, 'limit', maxPullChunks);
    if (log === undefined || after === undefined || limit === undefined) return refuse(c, refusal('request/malformed'));
    const bounded = Math.min(Math.max(limit, 1), maxPullChunks);
    return answerResult(c, await pull(database, c.var.session.user, log, Math.min(after, maxInt), bounded));
  });

  routes.post('/logs/:id/expire', active, async (c) => {
    const log = logParameter(c);
    if (log === undefined) return refuse(c, refusal('request/malformed'));
    return answerResult(c, await expireLog(deps, c.var.session.user, log, deps.nowMs()));
  });

  routes.get('/logs/:id/snapshot', active, async (c) => {
    const log = logParameter(c);
    const before = countQuery(c, 'before', maxInt);
    if (log === undefined || before === undefined) return refuse(c, refusal('request/malformed'));
    return answerResult(c, await readSnapshot(database, c.var.session.user, log, before));
  });

  routes.post('/logs/:id/snapshot', active, async (c) => {
    const log = logParameter(c);
    const request = await readBody(c, PutSnapshot, maxSnapshotBytes + 1024);
    if (!request.ok) return refuse(c, request.error);
    if (log === undefined) return refuse(c, refusal('request/malformed'));
    return answerResult(c, await putSnapshot(database, c.var.session.user, log, request.value.body));
  });

  routes.post('/logs/:id/snapshot/attest', active, async (c) => {
    const log = logParameter(c);
    const request = await readBody(c, AttestSnapshot);
    if (!request.ok) return refuse(c, request.error);
    if (log === undefined) return refuse(c, refusal('request/malformed'));
    return answerResult(c, await attestSnapshot(database, c.var.session.user, log, request.value));
  });
  return routes;
}
