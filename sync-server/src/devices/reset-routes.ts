/** Resetting an identity over HTTP (wire/http.ts, RESET-1, RESET-2). */
import { isUserId } from '@sanad/model/ids';
import { ResetOffer, ResetRequest } from '@sanad/model/wire/http';
import { Hono } from 'hono';
import { requireAccess, requirePermission } from '../auth/session.ts';
import { type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import { cancelReset, lodgeReset, offerReset, readPendingResets, readReset, refuseReset } from './reset-requests.ts';
import type { DeviceDeps } from './routes.ts';

export function resetRoutes(deps: DeviceDeps): Hono<AppEnv> {
  const { database, organisation } = deps;
  // POLICY-2: who has no device any more sets nothing up before she has one.
  const securing = requireAccess(deps, 'securing');
  const administrator = requirePermission(deps, 'accounts.reset');
  const routes = new Hono<AppEnv>();

  routes.post('/me/reset', securing, async (c) => {
    const request = await readBody(c, ResetRequest);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(c, await lodgeReset(database, c.var.session.user, request.value, deps.nowMs()));
  });

  routes.get('/me/reset', securing, async (c) => {
    const state = await readReset(database, c.var.session.user);
    return state === undefined ? refuse(c, refusal('request/not-found')) : answer(c, state);
  });

  routes.post('/me/reset/cancel', securing, async (c) => {
    return answerResult(c, await cancelReset(database, c.var.session.user, deps.nowMs()));
  });

  routes.get('/admin/resets', administrator, async (c) =>
    answer(c, { requests: await readPendingResets(database, c.var.session.user) }),
  );

  routes.post('/admin/resets/:id/offer', administrator, async (c) => {
    const user = c.req.param('id');
    const offer = await readBody(c, ResetOffer);
    if (!isUserId(user)) return refuse(c, refusal('request/not-found'));
    if (!offer.ok) return refuse(c, offer.error);
    return answerResult(c, await offerReset(database, organisation, c.var.session.user, user, offer.value));
  });

  routes.post('/admin/resets/:id/refuse', administrator, async (c) => {
    const user = c.req.param('id');
    const administrator = c.var.session.user;
    if (!isUserId(user) || user === administrator) return refuse(c, refusal('request/not-found'));
    return answerResult(c, await refuseReset(database, administrator, user));
  });
  return routes;
}
