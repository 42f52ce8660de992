/**
 * A whole server in this process (HTTP-10): database, migrations, relay, HTTP and sockets, from a configuration. `main.ts` runs one;
 * tests and benchmarks start as many as they like on free ports.
 */
import { err, ok, type Result } from '@sanad/model/result';
import { dropOldPasswordLinks } from './admin/password-links.ts';
import { countAlarms } from './alarms/count-alarms.ts';
import { dropOldAlarms } from './alarms/keep-house.ts';
import { notePushResults } from './alarms/note-push-result.ts';
import { createApp } from './app.ts';
import { createAuth, hasAuthDrift, type PasswordHashing } from './auth/auth.ts';
import { dropOldBuckets } from './auth/rate-limit.ts';
import { readOrMakeSecret, renewFirstAdminToken } from './auth/settings.ts';
import type { Config } from './config.ts';
import { type Database, isUnavailable } from './db/database.ts';
import { describeMigrateError, findMigrations, migrate, readMigrations } from './db/migrate.ts';
import { closeStore, openStore, type Store } from './db/store.ts';
import { createOrganisationStore } from './devices/organisation-store.ts';
import { createBucketStore } from './files/bucket-store.ts';
import { createDiskStore } from './files/disk-store.ts';
import { findBytes } from './files/file-rows.ts';
import type { FileStore } from './files/file-store.ts';
import { dropOldFiles } from './files/keep-house.ts';
import { openListener } from './http/listener.ts';
import { createMetrics } from './http/metrics.ts';
import { createOriginCheck } from './http/origin.ts';
import { findStaticDir } from './http/static-files.ts';
import { createLog, errorFields, type Log } from './log.ts';
import { createMailer } from './mail/mailer.ts';
import { createPushSender } from './push/push-sender.ts';
import { contactOf, createVapidSigner, readOrMakeVapidKeys } from './push/vapid.ts';
import { eraseExpired } from './relay/expire-log.ts';
import { startRelay } from './relay/relay.ts';
import { createSocketServer, restartCloseCode } from './relay/socket-server.ts';
import { countWaiting, dropOldReminders } from './reminders/reminder-store.ts';
import { createReminderClock } from './reminders/runner.ts';
import { dropOldUsage } from './usage/keep-usage.ts';
import { createUsageCounter } from './usage/usage-counter.ts';

export interface RunningServer {
  /** Where people open it. */
  readonly url: string;
  readonly port: number;
  /** One-time link of the first administrator; `undefined` when the organisation stands. For a person's eyes: never logged. */
  readonly firstAdminUrl: string | undefined;
  readonly databaseUrl: string;
  /** The app itself, without the port: for tests. */
  readonly fetch: (request: Request, remoteAddress?: string, cut?: () => void) => Promise<Response>;
  /** Of the embedded Postgres. */
  readonly databasePid: () => number | undefined;
  /** What is due at this time happens now (ALARM-4, CAL-42): for tests that move the clock. */
  readonly ringDue: (nowMs: number) => Promise<void>;
  /** Pushes that are due at this time are sent now (PUSH-4): for tests that move the clock. */
  readonly sendPushes: (nowMs: number) => Promise<void>;
  /** What is kept too long at this time goes now (FILE-7): for tests that move the clock. */
  readonly keepHouse: (nowMs: number) => Promise<void>;
  /** Answers what was accepted, closes sockets, ends. */
  readonly close: () => Promise<void>;
}
export interface ServerOptions {
  readonly log?: Log;
  readonly nowMs?: () => number;
  /** Between two pings of a socket. */
  readonly heartbeatMs?: number;
  /** Between two looks at the sessions of open sockets. */
  readonly reviewMs?: number;
  /** Between two looks for alarms that are due; 0: only when one is stored. */
  readonly alarmPollMs?: number;
  /** Between two looks for pushes that are due; 0: only `sendPushes` sends. */
  readonly pushPollMs?: number;
  /** Of the disk that keeps files; asked of the system otherwise. */
  readonly freeBytes?: () => Promise<number>;
  /** More settings of the embedded Postgres, as `name=value`. */
  readonly postgresSettings?: readonly string[];
  /** The library's where it is undefined. */
  readonly passwordHashing?: PasswordHashing | undefined;
}
/** Why it did not start, in one line for a person. */
export type StartError = { readonly type: 'start'; readonly line: string };

const housekeepingMs = 3_600_000;
const usageEveryMs = 15_000;
const drainPatienceMs = 2000;
const patience = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref());

export async function startServer(config: Config, options: ServerOptions = {}): Promise<Result<RunningServer, StartError>> {
  const log = options.log ?? createLog(config.logLevel);
  const life = { isEnding: false };
  const onError = (error: unknown): void => {
    // While ending, connections that Postgres closes first are no news.
    if (life.isEnding && isUnavailable(error)) return;
    log(isUnavailable(error) ? 'warn' : 'error', 'background failure', errorFields(error));
  };
  const onEvent = (event: string): void => log('warn', 'postgres', { kind: event });
  let store: Store;
  try {
    store = await openStore({ ...config, postgresSettings: options.postgresSettings ?? [], onEvent, onError });
  } catch (error) {
    if (config.databaseUrl === undefined) return refuse(error instanceof Error ? error.message : 'Postgres did not start.');
    log('error', 'database away', errorFields(error));
    return refuse('The database of DATABASE_URL cannot be reached.');
  }
  try {
    const started = await startOnStore(config, store, log, onError, options, life);
    if (!started.ok) await closeStore(store);
    return started;
  } catch (error) {
    await closeStore(store); // a defect must not leave an orphan behind
    throw error;
  }
}

const refuse = (line: string): Result<never, StartError> => err({ type: 'start', line });

async function startOnStore(
  config: Config,
  store: Store,
  log: Log,
  onError: (error: unknown) => void,
  options: ServerOptions,
  life: { isEnding: boolean },
): Promise<Result<RunningServer, StartError>> {
  const { database } = store;
  const { nowMs = Date.now, heartbeatMs = 25_000, reviewMs = 60_000, alarmPollMs = 1000, pushPollMs = 500 } = options;
  const migrated = await migrate(database, readMigrations(findMigrations()));
  if (!migrated.ok) return refuse(describeMigrateError(migrated.error));
  const files = await openFileStore(config, database, options);
  if (files === undefined) return refuse('FILES_DIR cannot be made or written.');
  const opened = await openListener(config);
  if (!opened.ok) {
    if (opened.error.type === 'tls-files') return refuse('TLS_CERT or TLS_KEY cannot be read, or they do not belong together.');
    return refuse(`Port ${config.port} on ${config.host} is taken or not allowed: set PORT or HOST.`);
  }
  const listener = opened.value;
  const baseUrl = config.publicUrl ?? `${listener.scheme}://localhost:${listener.port}`;
  const secret = config.authSecret ?? (await readOrMakeSecret(database));
  const auth = createAuth({
    database,
    baseUrl,
    secret,
    signInLimit: config.signInLimit,
    passwordHashing: options.passwordHashing,
  });
  if (await hasAuthDrift(auth)) {
    await listener.close();
    return refuse('The sign-in tables do not match this version of SANAD. Nothing was touched.');
  }

  const isOwnOrigin = createOriginCheck({ ...listener, publicUrl: config.publicUrl, allowed: config.allowedOrigins });
  const metrics = createMetrics(
    () => relay.hub.size(),
    () => database.waitingCount,
    () => countAlarms(database),
    () => countWaiting(database),
  );
  const relay = await startRelay({
    ...{ database, databaseUrl: store.url, nowMs, onError, alarmPollMs },
    onBatch: metrics.batch,
    onStored: (stored) => usage.chunks(stored),
    alarms: metrics.alarms,
  });
  const usage = createUsageCounter({
    ...{ database, nowMs, onError },
    timeZone: config.timeZone,
    connected: relay.hub.users,
    everyMs: usageEveryMs,
  });
  const reminders = createReminderClock({ ...{ database, nowMs, onError }, pollMs: alarmPollMs, metrics: metrics.reminders });
  const onViolation = (code: number): void => {
    metrics.violation(code);
    log('info', 'socket violation', { status: code });
  };
  const common = { database, auth, isOwnOrigin, nowMs, live: relay.live, hub: relay.hub };
  const organisation = createOrganisationStore();
  const sockets = createSocketServer({
    ...relay,
    ...common,
    organisation,
    onError,
    onViolation,
    heartbeatMs,
    reviewMs,
    rate: config.appendRate,
  });
  const pushKeys = await readOrMakeVapidKeys(database);
  const pushes = createPushSender({
    database,
    signer: createVapidSigner(pushKeys, contactOf(config.pushContact, config.publicUrl)),
    nowMs,
    noteRings: notePushResults,
    onAlarms: relay.live.alarms,
    onOutcome: metrics.push,
    onError,
    pollMs: pushPollMs,
  });
  const staticDir = findStaticDir(config.staticDir);
  const mailer = config.mail && createMailer(config.mail);
  const app = createApp({
    ...common,
    config,
    baseUrl,
    organisation,
    metrics,
    log,
    staticDir,
    pushKey: pushKeys.publicKey,
    wakePush: pushes.wake,
    usage,
    files,
    mailer,
    onError,
    isEnding: () => life.isEnding,
  });
  const token = await renewFirstAdminToken(database);
  const fetch = async (request: Request, remoteAddress?: string, cut?: () => void): Promise<Response> =>
    app.fetch(request, { ...(remoteAddress !== undefined && { remoteAddress }), ...(cut && { cut }) });
  listener.serve(fetch, sockets.upgrade);
  const housekeeping = setInterval(() => {
    keepHouse(store, files, config, nowMs()).catch(onError);
  }, housekeepingMs);
  housekeeping.unref();
  log('info', 'ready', { port: listener.port });

  return ok({
    url: baseUrl,
    port: listener.port,
    firstAdminUrl: token === undefined ? undefined : `${baseUrl}/first-admin#${token}`,
    databaseUrl: store.url,
    fetch,
    databasePid: () => store.embedded?.pid(),
    ringDue: async (atMs) => {
      await relay.alarms.tick(atMs);
      await reminders.tick(atMs);
    },
    sendPushes: pushes.tick,
    keepHouse: (atMs) => keepHouse(store, files, config, atMs),
    close: async () => {
      if (life.isEnding) return;
      life.isEnding = true;
      clearInterval(housekeeping);
      mailer?.close();
      await Promise.race([relay.drain(), patience(drainPatienceMs)]); // under load there is always one more
      await Promise.race([relay.stopAlarms().catch(onError), patience(drainPatienceMs)]);
      await Promise.race([reminders.stop(), patience(drainPatienceMs)]);
      await Promise.all([sockets.stop(restartCloseCode), listener.close(), pushes.stop(drainPatienceMs)]);
      await relay.drain(); // what came in while the sockets were closing
      await Promise.race([usage.stop(), patience(drainPatienceMs)]);
      await relay.fanOut.stop();
      await closeStore(store);
      log('info', 'ended');
    },
  });
}

async function openFileStore(config: Config, database: Database, { freeBytes }: ServerOptions): Promise<FileStore | undefined> {
  if (config.bucket !== undefined) return createBucketStore(config.bucket);
  try {
    return createDiskStore({ folder: config.filesDir, findBytes: (file) => findBytes(database, file), freeBytes });
  } catch {
    return undefined;
  }
}

async function keepHouse(
  { database }: Store,
  files: FileStore,
  { timeZone }: Pick<Config, 'timeZone'>,
  nowMs: number,
): Promise<void> {
  await dropOldBuckets(database, nowMs);
  await dropOldUsage(database, nowMs, timeZone);
  await dropOldPasswordLinks(database);
  await dropOldAlarms(database, nowMs);
  await dropOldReminders(database, nowMs);
  await eraseExpired(database, nowMs);
  await dropOldFiles(database, files, nowMs);
  await database.query('delete from session where "expiresAt" < now()');
}
