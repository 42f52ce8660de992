/**
 * The HTTP app, pure: everything it touches is handed in (ARCHITECTURE). Order of what a request meets: headers, log, Origin, then routes;
 * what is thrown is translated once, at the end (HTTP-3).
 */

import { policyOf } from '@sanad/model/wire/policy';
import { OLDEST_SUPPORTED_VERSION, PROTOCOL_VERSION } from '@sanad/model/wire/protocol-version';
import { Hono } from 'hono';
import { wholeAccountRoutes } from './account/routes.ts';
import { adminRoutes } from './admin/routes.ts';
import { alarmRoutes } from './alarms/routes.ts';
import { announcementRoutes } from './announcements/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import type { Auth } from './auth/auth.ts';
import { accountRoutes } from './auth/routes.ts';
import { securityRoutes } from './auth/security-routes.ts';
import { sharedComputerRoutes } from './auth/shared-computer.ts';
import { callRoutes } from './calls/routes.ts';
import type { Config } from './config.ts';
import { type Database, isUnavailable } from './db/database.ts';
import type { OrganisationStore } from './devices/organisation-store.ts';
import { resetRoutes } from './devices/reset-routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import type { FileStore } from './files/file-store.ts';
import { fileRoutes } from './files/routes.ts';
import { clientAddress } from './http/client-address.ts';
import { type AppContext, type AppEnv, answer, refuse } from './http/context.ts';
import { healthRoutes } from './http/health.ts';
import type { Metrics } from './http/metrics.ts';
import { isOwnOrigin, type OriginCheck } from './http/origin.ts';
import { refusal } from './http/refusal.ts';
import { securityHeaders } from './http/security-headers.ts';
import { staticFiles } from './http/static-files.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { errorFields, type Log } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import { mailRoutes } from './mail/routes.ts';
import { pushRoutes } from './push/routes.ts';
import type { Hub } from './relay/hub.ts';
import type { Live } from './relay/live.ts';
import { relayRoutes } from './relay/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { unitRoutes } from './units/routes.ts';
import { usageRoutes } from './usage/routes.ts';
import type { UsageCounter } from './usage/usage-counter.ts';

export interface AppDeps {
  readonly config: Config;
  /** What people type: decides cookies and HSTS. */
  readonly baseUrl: string;
  readonly database: Database;
  readonly auth: Auth;
  readonly organisation: OrganisationStore;
  readonly hub: Hub;
  readonly live: Live;
  readonly isOwnOrigin: OriginCheck;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly isEnding: () => boolean;
  readonly staticDir: string | undefined;
  /** Public, of this server to push services. */
  readonly pushKey: Uint8Array;
  readonly wakePush: () => void;
  readonly usage: UsageCounter;
  readonly files: FileStore;
  /** `undefined`: no e-mail is sent. */
  readonly mailer: Mailer | undefined;
  readonly onError: (error: unknown) => void;
}

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { config, database, log, nowMs } = deps;
  const addressOf = (c: AppContext): string =>
    clientAddress(c.env?.remoteAddress, c.req.header('x-forwarded-for'), config.trustProxy);
  const app = new Hono<AppEnv>();

  app.use('*', securityHeaders({ isHttps: deps.baseUrl.startsWith('https:'), isOwnOrigin: deps.isOwnOrigin }));
  app.use('/api/*', async (c, next) => {
    const startedMs = performance.now();
    await next();
    const ms = performance.now() - startedMs;
    deps.metrics.request(c.req.method, c.res.status, ms);
    log('debug', 'request', { method: c.req.method, route: c.req.routePath, status: c.res.status, ms });
  });
  app.use('/api/*', async (c, next) => {
    const own = isOwnOrigin(c.req.header('origin'), c.req.header('sec-fetch-site'), deps.isOwnOrigin);
    if (!own) return refuse(c, refusal('request/origin'));
    await next();
    return undefined;
  });

  app.get('/api/v1/service', async (c) => {
    const organisation = await deps.organisation.load(database);
    const { computers, registration, password } = policyOf(organisation);
    return answer(c, {
      protocol: PROTOCOL_VERSION,
      oldestProtocol: OLDEST_SUPPORTED_VERSION,
      serverTimeMs: nowMs(),
      ...(organisation === undefined ? {} : { organisation: { hash: organisation.hash, name: organisation.name } }),
      door: { sharedComputers: computers.shared, registration, minPasswordCharacters: password.minCharacters },
    });
  });
  const signUpLimit = config.signUpLimit;
  app.route('/api/v1', accountRoutes({ ...deps, signUpLimit, addressOf }));
  app.route('/api/v1', securityRoutes({ ...deps, signInLimit: config.signInLimit, addressOf }));
  app.route('/api/v1', wholeAccountRoutes(deps));
  app.route('/api/v1', mailRoutes({ ...deps, addressOf }));
  app.route('/api/v1', sharedComputerRoutes(deps));
  app.route('/api/v1', adminRoutes({ ...deps, signInLimit: config.signInLimit, addressOf }));
  app.route('/api/v1', deviceRoutes(deps));
  app.route('/api/v1', resetRoutes(deps));
  app.route('/api/v1', relayRoutes(deps));
  app.route('/api/v1', alarmRoutes(deps));
  app.route('/api/v1', callRoutes({ ...deps, turn: config.turn, onCall: deps.usage.call }));
  app.route('/api/v1', fileRoutes({ ...deps, bounds: config.fileBounds }));
  app.route('/api/v1', pushRoutes({ ...deps, pushServices: config.pushServices }));
  app.route('/api/v1', reminderRoutes(deps));
  app.route('/api/v1', unitRoutes(deps));
  app.route('/api/v1', announcementRoutes(deps));
  app.route('/api/v1', invitationRoutes({ ...deps, signUpLimit, addressOf }));
  app.route('/api/v1', auditRoutes(deps));
  app.route('/api/v1', usageRoutes({ ...deps, timeZone: config.timeZone, flushUsage: deps.usage.flush }));
  app.all('/api/*', (c) => refuse(c, refusal('request/not-found')));
  app.route('/', healthRoutes({ ...deps, metricsToken: config.metricsToken }));
  app.route('/', staticFiles(deps.staticDir));

  app.onError((error, c) => {
    const unavailable = isUnavailable(error);
    log(unavailable ? 'warn' : 'error', unavailable ? 'database away' : 'defect', {
      route: c.req.routePath,
      ...errorFields(error),
    });
    return refuse(c, refusal(unavailable ? 'server/unavailable' : 'server/defect', unavailable ? { retryAfterMs: 2000 } : {}));
  });
  return app;
}
