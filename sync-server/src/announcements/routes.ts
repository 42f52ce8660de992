/** Announcements over HTTP (wire/announcement.ts, ANNOUNCE-1 … ANNOUNCE-9). */
import { SendAnnouncement } from '@sanad/model/wire/announcement';
import { Hono } from 'hono';
import * as v from 'valibot';
import { reachOf } from '../admin/scope.ts';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, requirePermission, type SessionDeps } from '../auth/session.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import { acknowledge, endAnnouncement, readAnnouncementLines, readWaiting, tellAnnouncements } from './announcement-store.ts';
import { sendAnnouncement } from './send-announcement.ts';

export interface AnnouncementDeps extends SessionDeps {
  readonly organisation: OrganisationStore;
  readonly live: Live;
  readonly nowMs: () => number;
}
/** Of one person: every connected device hears of each. */
const sendLimit = { max: 30, windowMs: 3_600_000 };
const idField = v.pipe(v.string(), v.uuid());

export function announcementRoutes(deps: AnnouncementDeps): Hono<AppEnv> {
  const { database, organisation, live, nowMs } = deps;
  const active = requireAccess(deps, 'active');
  const sender = requirePermission(deps, 'announcements.send');
  const routes = new Hono<AppEnv>();
  /** Devices that are connected ask now (ANNOUNCE-3). */
  const tellDevices = async (): Promise<void> => {
    const chain = await organisation.load(database);
    if (chain !== undefined) live.organisation(chain.n);
  };

  routes.get('/announcements', active, async (c) =>
    answer(c, { announcements: await tellAnnouncements(database, c.var.session.user) }),
  );

  routes.get('/announcements/waiting', active, async (c) => answer(c, await readWaiting(database, c.var.session)));

  routes.post('/announcements/:id/acknowledge', active, async (c) => {
    const announcement = v.safeParse(idField, c.req.param('id'));
    const isHers = announcement.success && (await acknowledge(database, c.var.session.user, announcement.output, nowMs()));
    return isHers ? answer(c, {}) : refuse(c, refusal('request/not-found'));
  });

  routes.get('/admin/announcements', sender, async (c) =>
    answer(c, {
      announcements: await readAnnouncementLines(database, await reachOf(database, c.var.session, 'announcements.send')),
    }),
  );

  routes.post('/admin/announcements', sender, async (c) => {
    const allowed = await countAttempt(database, 'announce', c.var.session.user, sendLimit, nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const request = await readBody(c, SendAnnouncement);
    if (!request.ok) return refuse(c, request.error);
    const sent = await sendAnnouncement(database, organisation, c.var.session, request.value.statement, nowMs());
    if (!sent.ok) return refuse(c, sent.error);
    live.organisation(sent.value.n);
    return answer(c, {}, 201);
  });

  routes.post('/admin/announcements/:id/end', sender, async (c) => {
    const announcement = v.safeParse(idField, c.req.param('id'));
    if (!announcement.success) return refuse(c, refusal('request/not-found'));
    const ended = await endAnnouncement(database, c.var.session, announcement.output, nowMs());
    if (ended.ok) await tellDevices();
    return answerResult(c, ended);
  });
  return routes;
}
