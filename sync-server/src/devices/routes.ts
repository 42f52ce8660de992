/** Device chains, user keys and the organisation's chain over HTTP (wire/http.ts). */
import { isDeviceId, isUserId, type UserId } from '@sanad/model/ids';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { AppendOrganisationLink, AppendUserLink, DeviceLinkOffer, DeviceLinkRequest } from '@sanad/model/wire/http';
import { Hono } from 'hono';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import { type AppEnv, answer, answerResult, countQuery, readBody, refuse, type Session } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import { appendOrganisationLink } from './append-organisation-link.ts';
import { appendUserLink } from './append-user-link.ts';
import { lodgeLink, offerLink, readLink } from './device-links.ts';
import { deviceOfSession, isDeviceRemoved, readOwnDevices } from './device-sessions.ts';
import { type OrganisationStore, readOrganisationLinks } from './organisation-store.ts';
import { hasSignedReset, readUserKeys, readUserLinks } from './user-chain-store.ts';

export interface DeviceDeps extends SessionDeps {
  readonly organisation: OrganisationStore;
  readonly live: Live;
  readonly nowMs: () => number;
}
const pageLinks = 1000;
/** Of one person: each link stays for ever, and is an entry of the log (AUDIT-4). */
const chainLimit = { max: 200, windowMs: 3_600_000 };

export function deviceRoutes(deps: DeviceDeps): Hono<AppEnv> {
  const { database, organisation, live } = deps;
  const anySession = requireAccess(deps, 'any-session');
  const session = requireAccess(deps, 'session');
  const active = requireAccess(deps, 'active');
  const routes = new Hono<AppEnv>();

  /**
   * AUTH-11, ORG-12: the session of a device that was taken away reads what shows that it was: who signed a reset of her identity, or the
   * organisation's chain and those who may have signed its end. `signer` undefined: that chain.
   */
  const mayVerify = async ({ id, user }: Session, signer: UserId | undefined): Promise<boolean> =>
    (await hasSignedReset(database, user, signer)) || (await isDeviceRemoved(database, id, signer));

  routes.get('/users/:id/chain', anySession, async (c) => {
    const user = c.req.param('id');
    const from = countQuery(c, 'from', 0);
    if (!isUserId(user) || from === undefined) return refuse(c, refusal('request/malformed'));
    const isOwn = user === c.var.session.user;
    const isShut = c.var.session.isRevoked && !isOwn;
    if (isShut && !(await mayVerify(c.var.session, user))) return refuse(c, refusal('device/revoked'));
    if (!isOwn && c.var.session.status === 'pending') return refuse(c, refusal('account/pending'));
    const links = await readUserLinks(database, user, Math.min(from, 0x7fff_ffff), pageLinks + 1);
    if (links.length === 0 && from === 0) return refuse(c, refusal('request/not-found'));
    return answer(c, { links: links.slice(0, pageLinks), more: links.length > pageLinks });
  });

  routes.post('/me/chain', session, async (c) => {
    const request = await readBody(c, AppendUserLink);
    if (!request.ok) return refuse(c, request.error);
    const { user } = c.var.session;
    const allowed = await countAttempt(database, 'chain', user, chainLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const result = await appendUserLink(database, organisation, user, request.value);
    if (!result.ok) return refuse(c, result.error);
    const { n, revoked } = result.value;
    for (const device of revoked) live.closeDevice(device, CLOSE_CODES.forbidden);
    live.chain(user, n);
    return answer(c, { n });
  });

  routes.get('/me/session', session, async (c) => {
    const device = await deviceOfSession(database, c.var.session.id);
    return answer(c, device === undefined ? {} : { device });
  });

  routes.get('/me/user-keys', session, async (c) => {
    const recipient = c.req.query('recipient');
    if (recipient !== 'recovery' && !isDeviceId(recipient)) return refuse(c, refusal('request/malformed'));
    return answer(c, await readUserKeys(database, c.var.session.user, recipient));
  });

  routes.post('/me/links', session, async (c) => {
    const request = await readBody(c, DeviceLinkRequest);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(c, await lodgeLink(database, c.var.session.user, request.value));
  });

  routes.get('/me/links/:device', session, async (c) => {
    const device = c.req.param('device');
    if (!isDeviceId(device)) return refuse(c, refusal('request/malformed'));
    const state = await readLink(database, c.var.session.user, device);
    return state === undefined ? refuse(c, refusal('request/not-found')) : answer(c, state);
  });

  routes.post('/me/links/:device/offer', session, async (c) => {
    const device = c.req.param('device');
    const request = await readBody(c, DeviceLinkOffer);
    if (!isDeviceId(device)) return refuse(c, refusal('request/malformed'));
    if (!request.ok) return refuse(c, request.error);
    const isKept = await offerLink(database, c.var.session.user, device, request.value.offer);
    return isKept ? answer(c, {}) : refuse(c, refusal('request/not-found'));
  });

  routes.get('/me/devices', active, async (c) => answer(c, { devices: await readOwnDevices(database, c.var.session.user) }));

  routes.get('/organisation/chain', anySession, async (c) => {
    const { isRevoked } = c.var.session;
    if (isRevoked && !(await mayVerify(c.var.session, undefined))) return refuse(c, refusal('device/revoked'));
    const from = countQuery(c, 'from', 0);
    if (from === undefined) return refuse(c, refusal('request/malformed'));
    const links = await readOrganisationLinks(database, Math.min(from, 0x7fff_ffff), pageLinks + 1);
    return answer(c, { links: links.slice(0, pageLinks), more: links.length > pageLinks });
  });

  routes.post('/organisation/chain', active, async (c) => {
    const request = await readBody(c, AppendOrganisationLink);
    if (!request.ok) return refuse(c, request.error);
    const result = await appendOrganisationLink(database, organisation, c.var.session, request.value.link, deps.nowMs());
    if (!result.ok) return refuse(c, result.error);
    const { n, suspended, removed } = result.value;
    if (suspended !== undefined) live.closeUser(suspended, CLOSE_CODES.forbidden);
    if (removed !== undefined) live.closeDevice(removed, CLOSE_CODES.forbidden);
    live.organisation(n);
    return answer(c, { n });
  });
  return routes;
}
