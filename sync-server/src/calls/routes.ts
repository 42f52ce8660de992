/**
 * Calls over HTTP (wire/call.ts, CALL-8, CALL-9): who is called is woken by pushes that name the conversation and nobody, as long as the caller
 * goes on asking. Nothing of a call is kept here.
 */

import type { SpaceId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { EndRing, RingCall } from '@sanad/model/wire/call';
import { Hono } from 'hono';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import type { Config } from '../config.ts';
import { transaction } from '../db/database.ts';
import { type AppContext, type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { enqueueWakes, type Wake } from '../push/enqueue-wakes.ts';
import { readDirectMembers } from '../relay/space-store.ts';
import { turnCredentials } from './turn-credentials.ts';

export interface CallRouteDeps extends SessionDeps {
  readonly turn: Config['turn'];
  /** A job was written. */
  readonly wakePush: () => void;
  /** It begins to ring (USAGE-1). */
  readonly onCall: (caller: UserId) => void;
  readonly nowMs: () => number;
}
/** A ring that did not leave by then is none any more; that it is over is worth knowing as long as it is shown. */
const ringTtlSeconds = 30;
const overTtlSeconds = 600;
/** Of one person: rings, and as many ends, which whoever rang too often may still tell. */
const ringLimit = { max: 100, windowMs: 600_000 };
const iceLimit = { max: 20, windowMs: 600_000 };
const maxBodyBytes = 256;

export function callRoutes(deps: CallRouteDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const active = requireAccess(deps, 'active');
  const routes = new Hono<AppEnv>();

  const wake = async (
    c: AppContext,
    what: 'call-ring' | 'call-end',
    space: SpaceId,
    makeWake: (peer: UserId) => Wake | undefined,
  ): Promise<Response> => {
    const { user } = c.var.session;
    const counted = await countAttempt(database, what, user, ringLimit, nowMs());
    if (!counted.ok) return refuse(c, counted.error);
    const woken = await transaction<object, Refusal>(database, async (client): Promise<Result<object, Refusal>> => {
      const members = await readDirectMembers(client, space);
      const peer = members.find((member) => member !== user);
      const made = members.includes(user) && peer !== undefined ? makeWake(peer) : undefined;
      if (made === undefined) return err(refusal('space/not-member'));
      await enqueueWakes(client, [made], nowMs());
      return ok({});
    });
    if (woken.ok) deps.wakePush();
    return answerResult(c, woken);
  };

  routes.post('/calls/ring', active, async (c) => {
    const request = await readBody(c, RingCall, maxBodyBytes);
    if (!request.ok) return refuse(c, request.error);
    const { call, space, ring } = request.value;
    const common = { kind: 'call', call: { id: call, space }, ring, ttlSeconds: ringTtlSeconds, topic: `call ${space}` } as const;
    const answered = await wake(c, 'call-ring', space, (user) => ({ ...common, user }));
    if (answered.ok && ring === 1) deps.onCall(c.var.session.user);
    return answered;
  });

  routes.post('/calls/end', active, async (c) => {
    const request = await readBody(c, EndRing, maxBodyBytes);
    if (!request.ok) return refuse(c, request.error);
    const { call, space, user } = request.value;
    const common = { kind: 'call-over', call: { id: call, space }, ttlSeconds: overTtlSeconds, topic: `call ${space}` } as const;
    return wake(c, 'call-end', space, (peer) => (user === peer || user === c.var.session.user ? { ...common, user } : undefined));
  });

  routes.get('/calls/ice', active, async (c) => {
    const counted = await countAttempt(database, 'call-ice', c.var.session.user, iceLimit, nowMs());
    return counted.ok ? answer(c, turnCredentials(deps.turn, c.var.session.user, nowMs())) : refuse(c, counted.error);
  });
  return routes;
}
