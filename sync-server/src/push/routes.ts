/** How a device is woken, over HTTP (PUSH-1, PUSH-2, PUSH-7; wire/push.ts). The device is the one of the session. */
import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '@sanad/model/result';
import { PushEndpoint, PushFilter, PushTestSeen } from '@sanad/model/wire/push';
import { Hono } from 'hono';
import { noteOncePerHour } from '../audit/bounded-audit.ts';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, requirePermission, type SessionDeps } from '../auth/session.ts';
import { type AppContext, type AppEnv, answer, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { isCurvePoint, isPushService } from './endpoint.ts';
import {
  noteTestSeen,
  pushDeviceOf,
  readPushHealth,
  readPushState,
  readTest,
  removeSubscription,
  type SessionDevice,
  saveFilter,
  saveSubscription,
  startTest,
} from './subscription-store.ts';

export interface PushRouteDeps extends SessionDeps {
  readonly pushKey: Uint8Array;
  readonly pushServices: readonly string[];
  /** A job was written. */
  readonly wakePush: () => void;
  readonly nowMs: () => number;
}
const testTtlSeconds = 60;
const testLimit = { max: 20, windowMs: 600_000 };

export function pushRoutes(deps: PushRouteDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const active = requireAccess(deps, 'active');
  const administrator = requirePermission(deps, 'push.read');
  const routes = new Hono<AppEnv>();

  const ownDevice = async (c: AppContext): Promise<Result<SessionDevice, Refusal>> => {
    const device = await pushDeviceOf(database, c.var.session.id);
    return device === undefined || device.user !== c.var.session.user ? err(refusal('push/none')) : ok(device);
  };

  routes.get('/me/push', active, async (c) => {
    const device = await ownDevice(c);
    return device.ok ? answer(c, await readPushState(database, device.value.key, deps.pushKey)) : refuse(c, device.error);
  });

  routes.post('/me/push', active, async (c) => {
    const request = await readBody(c, PushEndpoint);
    if (!request.ok) return refuse(c, request.error);
    const { endpoint, p256dh } = request.value;
    if (!isPushService(endpoint, deps.pushServices) || !isCurvePoint(p256dh)) return refuse(c, refusal('push/endpoint'));
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    await saveSubscription(database, device.value, request.value, nowMs());
    return answer(c, {});
  });

  routes.post('/me/push/remove', active, async (c) => {
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    await removeSubscription(database, device.value.key);
    return answer(c, {});
  });

  routes.post('/me/push/filter', active, async (c) => {
    const request = await readBody(c, PushFilter);
    if (!request.ok) return refuse(c, request.error);
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    const isSaved = await saveFilter(database, device.value.key, request.value);
    return isSaved ? answer(c, {}) : refuse(c, refusal('push/none'));
  });

  routes.post('/me/push/test', active, async (c) => {
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    const { key } = device.value;
    const counted = await countAttempt(database, 'push-test', String(key), testLimit, nowMs());
    if (!counted.ok) return refuse(c, counted.error);
    const token = randomBytes(16).toString('base64url');
    if (!(await startTest(database, key, token, testTtlSeconds, nowMs()))) return refuse(c, refusal('push/none'));
    deps.wakePush();
    return answer(c, { token });
  });

  routes.get('/me/push/test', active, async (c) => {
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    const test = await readTest(database, device.value.key);
    return test === undefined ? refuse(c, refusal('push/none')) : answer(c, test);
  });

  routes.post('/me/push/test/seen', active, async (c) => {
    const request = await readBody(c, PushTestSeen);
    if (!request.ok) return refuse(c, request.error);
    const device = await ownDevice(c);
    if (!device.ok) return refuse(c, device.error);
    await noteTestSeen(database, device.value.key, request.value.token, nowMs());
    return answer(c, {});
  });

  routes.get('/admin/push', administrator, async (c) => {
    await noteOncePerHour(database, { actor: c.var.session.user, act: 'push.read' }, nowMs());
    return answer(c, await readPushHealth(database, nowMs()));
  });
  return routes;
}
