/** Invitations over HTTP (wire/invitation.ts, INVITE-1 … INVITE-6). */
import { ImportInvitations, InvitationsQuery, LookAtInvitation, MakeInvitation } from '@sanad/model/wire/invitation';
import { Hono } from 'hono';
import * as v from 'valibot';
import { countAttempt } from '../auth/rate-limit.ts';
import { requirePermission, type SessionDeps } from '../auth/session.ts';
import type { RateLimit } from '../config.ts';
import { type AppContext, type AppEnv, answer, answerResult, countQuery, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import { importInvitations } from './import-invitations.ts';
import { lookAtInvitation, makeInvitation, readInvitations, revokeInvitation } from './invitation-store.ts';

export interface InvitationDeps extends SessionDeps {
  readonly signUpLimit: RateLimit;
  readonly addressOf: (c: AppContext) => string;
  readonly nowMs: () => number;
}
const idField = v.pipe(v.string(), v.uuid());

export function invitationRoutes(deps: InvitationDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const manager = requirePermission(deps, 'invitations.manage');
  const routes = new Hono<AppEnv>();

  routes.post('/invitations/look', async (c) => {
    const allowed = await countAttempt(database, 'invitation', deps.addressOf(c), deps.signUpLimit, nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const request = await readBody(c, LookAtInvitation);
    if (!request.ok) return refuse(c, request.error);
    const found = await lookAtInvitation(database, request.value.token);
    return found === undefined ? refuse(c, refusal('invitation/invalid')) : answer(c, found);
  });

  routes.get('/admin/invitations', manager, async (c) => {
    const state = c.req.query('state');
    const query = v.safeParse(InvitationsQuery, {
      page: countQuery(c, 'page', 0) ?? -1,
      ...(state === undefined ? {} : { state }),
    });
    if (!query.success) return refuse(c, refusal('request/malformed'));
    return answer(c, await readInvitations(database, query.output));
  });

  routes.post('/admin/invitations', manager, async (c) => {
    const request = await readBody(c, MakeInvitation);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(c, await makeInvitation(database, c.var.session.user, request.value, Math.floor(nowMs())), 201);
  });

  routes.post('/admin/invitations/import', manager, async (c) => {
    const request = await readBody(c, ImportInvitations);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(c, await importInvitations(database, c.var.session.user, request.value, Math.floor(nowMs())));
  });

  routes.post('/admin/invitations/:id/revoke', manager, async (c) => {
    const invitation = v.safeParse(idField, c.req.param('id'));
    if (!invitation.success) return refuse(c, refusal('request/not-found'));
    return answerResult(c, await revokeInvitation(database, c.var.session.user, invitation.output));
  });
  return routes;
}
