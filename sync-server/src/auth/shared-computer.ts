/**
 * Several people in one browser (SHARED-1 … SHARED-6). One session is open at a time; who takes it over shows that her device is here: its
 * signature, fresh and used once, beside the cookie. A passer-by without her PIN has no signature, and who copied her cookie neither: it is
 * sealed (person-cookies.ts).
 */
import { isUserId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import {
  EndSession,
  RestSessions,
  type SwitchSession,
  SwitchSession as SwitchShape,
  switchInput,
  switchToleranceMs,
} from '@sanad/model/wire/shared-computer';
import { Hono } from 'hono';
import { noteAudit } from '../audit/append-audit.ts';
import { noteOncePerHour } from '../audit/bounded-audit.ts';
import type { Database } from '../db/database.ts';
import { noteDeviceJoined } from '../devices/device-sessions.ts';
import { ed25519Key, verifySignature } from '../devices/signature.ts';
import { findDevice } from '../devices/user-chain-store.ts';
import { type AppContext, type AppEnv, answer, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import type { Auth } from './auth.ts';
import { parseCookies, withCookies } from './cookies.ts';
import { type CookieNames, closedLines, leftLine, openLines, peopleIn, sessionCookieNames } from './person-cookies.ts';
import { countAttempt } from './rate-limit.ts';
import { findSession, type SessionDeps } from './session.ts';
import { endTrust } from './trusted-browsers.ts';

export interface SharedComputerDeps extends SessionDeps {
  readonly live: Live;
  readonly nowMs: () => number;
}

export function sharedComputerRoutes(deps: SharedComputerDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();

  routes.post('/sessions/switch', async (c) => {
    const request = await readBody(c, SwitchShape);
    if (!request.ok) return refuse(c, request.error);
    const here = await hereIn(deps.auth, c);
    const value = here.people.get(request.value.user);
    if (value === undefined) return refuse(c, refusal('auth/required'));
    const allowed = await mayOpen(deps, request.value, sessionCookie(here.names, value));
    if (!allowed.ok) return refuse(c, allowed.error);
    return withCookies(answer(c, {}), await openLines(deps.auth, here.names, request.value.user, value));
  });

  routes.post('/sessions/end', async (c) => {
    const request = await readBody(c, EndSession);
    if (!request.ok) return refuse(c, request.error);
    const { user } = request.value;
    const here = await hereIn(deps.auth, c);
    // Often the same session twice, so the open one first: afterwards nobody can tell whose it was.
    const wasOpen = here.open !== undefined && (await endSession(deps, here.names, here.open, user));
    const own = here.people.get(user);
    if (own !== undefined) await endSession(deps, here.names, own, user);
    const untrusted = await endTrust(deps.auth, c.req.header('cookie'), user);
    return withCookies(answer(c, {}), [leftLine(here.names, user), ...(wasOpen ? closedLines(here.names) : []), ...untrusted]);
  });

  routes.post('/sessions/rest', async (c) => {
    const request = await readBody(c, RestSessions);
    if (!request.ok) return refuse(c, request.error);
    const staying = new Set(request.value.keep);
    const here = await hereIn(deps.auth, c);
    const leaving = [...here.people].filter(([user]) => !staying.has(user));
    for (const [user, value] of leaving) await endSession(deps, here.names, value, user);
    if (here.open !== undefined) {
      const owner = await ownerOf(deps.auth, here.names, here.open);
      if (owner !== undefined && !staying.has(owner.user)) await endSession(deps, here.names, here.open, owner.user);
    }
    return withCookies(answer(c, {}), [...leaving.map(([user]) => leftLine(here.names, user)), ...closedLines(here.names)]);
  });
  return routes;
}

interface Here {
  readonly names: CookieNames;
  readonly people: ReadonlyMap<UserId, string>;
  /** The session that is open. */
  readonly open: string | undefined;
}
async function hereIn(auth: Auth, c: AppContext): Promise<Here> {
  const names = await sessionCookieNames(auth);
  const cookies = parseCookies(c.req.header('cookie'));
  return { names, people: await peopleIn(auth, names, cookies), open: cookies.get(names.session) };
}

const sessionCookie = (names: CookieNames, value: string): string => `${names.session}=${value}`;

/**
 * The session stands and is hers, and her device signed for it, now and for the first time. A revoked device may: it is bound to the
 * session (AUTH-11), which then reaches her chain, where the device reads that it was revoked (CHAIN-10), and nothing else.
 */
async function mayOpen(
  deps: SharedComputerDeps,
  { user, device: id, atMs, sig }: SwitchSession,
  cookie: string,
): Promise<Result<undefined, Refusal>> {
  const found = await findSession(deps, cookie);
  if (!found.ok) return found;
  const { session } = found.value;
  if (session.user !== user) return err(refusal('auth/required'));
  const device = await findDevice(deps.database, id);
  const nowMs = deps.nowMs();
  if (device === undefined || device.user !== user || Math.abs(nowMs - atMs) > switchToleranceMs)
    return err(refusal('auth/forbidden'));
  if (!(await verifySignature(ed25519Key(device.sig), switchInput(user, id, atMs), sig))) return err(refusal('auth/forbidden'));
  if (!(await isFirstUse(deps.database, session.id, atMs, nowMs))) return err(refusal('auth/forbidden'));
  await noteDeviceJoined(deps.database, session.id, device.key);
  await noteOncePerHour(deps.database, { actor: user, act: 'session.switch', subject: user, facts: { device: id } }, nowMs);
  return ok(undefined);
}

/** What passed over this browser's network tab a minute ago opens nothing. */
const isFirstUse = async (database: Database, session: string, atMs: number, nowMs: number): Promise<boolean> =>
  (await countAttempt(database, 'switch', `${session}.${atMs}`, { max: 1, windowMs: 4 * switchToleranceMs }, nowMs)).ok;

async function ownerOf(
  auth: Auth,
  names: CookieNames,
  value: string,
): Promise<{ readonly user: UserId; readonly session: string } | undefined> {
  const found = await auth.api.getSession({
    headers: new Headers({ cookie: sessionCookie(names, value) }),
    query: { disableRefresh: true },
  });
  const user = found?.user.id;
  return found === null || !isUserId(user) ? undefined : { user, session: found.session.id };
}

/** True: it was `user`'s, and is no more. */
async function endSession(deps: SharedComputerDeps, names: CookieNames, value: string, user: UserId): Promise<boolean> {
  const owner = await ownerOf(deps.auth, names, value);
  if (owner?.user !== user) return false;
  await deps.auth.api.signOut({ headers: new Headers({ cookie: sessionCookie(names, value) }) });
  deps.live.closeUser(user, CLOSE_CODES.unauthenticated, owner.session);
  await noteAudit(deps.database, { actor: user, act: 'sign-out', subject: user, facts: { way: 'shared' } });
  return true;
}
