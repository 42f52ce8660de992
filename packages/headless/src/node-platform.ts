/** What the engine asks of a platform (model/engine/deps), for Node. */
import type { NetworkAdapterInterface } from '@automerge/automerge-repo/slim';
import type { ClockDep, EngineDeps, HttpDep, LeaderDep, TabsDep } from '@sanad/model/engine/deps';
import { err, ok } from '@sanad/model/result';
import { personHeader, type SharedComputer } from '@sanad/model/wire/computer';
import { loadAutomerge } from './automerge.ts';
import type { CookieJar } from './cookie-jar.ts';
import { makeDocumentStorage } from './document-storage.ts';
import { makeFileTransfers } from './file-transfers.ts';
import type { Profile } from './profile.ts';
import { openWebSocketPipe } from './web-socket-pipe.ts';

export const systemClock: ClockDep = {
  nowMs: () => Date.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** `ending` breaks off what is under way. */
export function makeHttp(url: string, cookies: CookieJar, ending?: AbortSignal): HttpDep {
  const { origin } = new URL(url);
  return async ({ method, path, body, person, timeoutMs }) => {
    const cookie = cookies.header();
    const headers: Record<string, string> = { origin, accept: 'application/cbor', ...(cookie === undefined ? {} : { cookie }) };
    if (person !== undefined) headers[personHeader] = person;
    if (body !== undefined) headers['content-type'] = 'application/cbor';
    try {
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = ending === undefined ? timeout : AbortSignal.any([timeout, ending]);
      const answer = await fetch(new URL(path, url), { method, headers, signal, ...(body === undefined ? {} : { body }) });
      await cookies.store(answer.headers.getSetCookie());
      const date = Date.parse(answer.headers.get('date') ?? '');
      return ok({
        status: answer.status,
        body: new Uint8Array(await answer.arrayBuffer()),
        serverTimeMs: Number.isNaN(date) ? undefined : date,
      });
    } catch {
      // No connection, no answer in time, or one that broke off: all the same to the engine.
      return err({ type: 'offline' });
    }
  };
}

/** A process is the only engine of its profile (the lock file says so): it leads at once. */
const leadAlone: LeaderDep = (lead) => {
  void lead();
  return { release: () => undefined };
};
const noTabs: TabsDep = { post: () => undefined, onMessage: () => undefined, close: () => undefined };

export interface NodePlatformOptions {
  readonly url: string;
  /** Without files: none can be attached or opened. */
  readonly profile: Pick<Profile, 'rows' | 'cookies' | 'localKey'> & Partial<Pick<Profile, 'files'>>;
  readonly clock?: ClockDep;
  readonly random?: () => number;
  readonly lead?: LeaderDep;
  readonly tabs?: TabsDep;
  readonly documentNetwork?: readonly NetworkAdapterInterface[];
  readonly maxEpochAgeMs?: number;
  readonly computer?: SharedComputer;
  /** Aborted when the process is to end: requests that are under way are broken off. */
  readonly signal?: AbortSignal;
}

export function makeNodePlatform({ url, profile, ...options }: NodePlatformOptions): EngineDeps {
  const { origin } = new URL(url);
  const socketUrl = new URL('/sync', url);
  socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    http: makeHttp(url, profile.cookies, options.signal),
    connect(senderId, listener) {
      const cookie = profile.cookies.header();
      return openWebSocketPipe(socketUrl.href, { origin, ...(cookie === undefined ? {} : { cookie }) }, senderId, listener);
    },
    rows: profile.rows,
    documents: makeDocumentStorage(profile.rows),
    documentNetwork: options.documentNetwork ?? [],
    localKey: profile.localKey,
    lead: options.lead ?? leadAlone,
    tabs: options.tabs ?? noTabs,
    selfTest: async () => undefined,
    loadAutomerge,
    ...(profile.files && { files: makeFileTransfers(url, profile.cookies, profile.files, options.signal) }),
    ...(options.computer === undefined ? {} : { computer: options.computer }),
    ...(options.maxEpochAgeMs === undefined ? {} : { maxEpochAgeMs: options.maxEpochAgeMs }),
  };
}
