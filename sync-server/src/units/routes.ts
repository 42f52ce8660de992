/** Sites and units over HTTP (wire/unit.ts, UNIT-1 … UNIT-4). */
import { isUnitId } from '@sanad/model/ids';
import { AddUnit, ChangeUnitPlace } from '@sanad/model/wire/unit';
import { Hono } from 'hono';
import { reachOf } from '../admin/scope.ts';
import { requirePermission, type SessionDeps } from '../auth/session.ts';
import { type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import { addUnit, changeUnit, readAdminUnits, readUnits, removeUnit } from './unit-store.ts';

export function unitRoutes(deps: SessionDeps): Hono<AppEnv> {
  const { database } = deps;
  const manager = requirePermission(deps, 'units.manage');
  const routes = new Hono<AppEnv>();

  routes.get('/units', async (c) => answer(c, { units: await readUnits(database) }));

  // Heads choose among theirs whom they tell something.
  routes.get('/admin/units', requirePermission(deps, 'announcements.send'), async (c) =>
    answer(c, { units: await readAdminUnits(database, await reachOf(database, c.var.session, 'announcements.send')) }),
  );

  routes.post('/admin/units', manager, async (c) => {
    const request = await readBody(c, AddUnit);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(c, await addUnit(database, c.var.session.user, request.value));
  });

  routes.post('/admin/units/:id/change', manager, async (c) => {
    const unit = c.req.param('id');
    const request = await readBody(c, ChangeUnitPlace);
    if (!request.ok) return refuse(c, request.error);
    if (!isUnitId(unit)) return refuse(c, refusal('unit/unknown'));
    return answerResult(c, await changeUnit(database, c.var.session.user, unit, request.value));
  });

  routes.post('/admin/units/:id/remove', manager, async (c) => {
    const unit = c.req.param('id');
    if (!isUnitId(unit)) return refuse(c, refusal('unit/unknown'));
    return answerResult(c, await removeUnit(database, c.var.session.user, unit));
  });
  return routes;
}
