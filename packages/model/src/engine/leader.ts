/**
 * The leader of a profile (SYNC-5 … SYNC-11): the one engine that talks to the relay. It brings the device level after every
 * connection, applies what comes live, and sends what waits. Whatever fails is tried again; nothing local depends on it.
 */

import * as v from 'valibot';
import { isLogId, isSpaceId, type SpaceId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { DownFrame } from '../wire/down.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import { type Me, Me as MeAnswer } from '../wire/http.ts';
import { factorRule, isFactorDue } from './account-security.ts';
import type { Announcements } from './announcements.ts';
import type { Connectivity } from './api.ts';
import type { AuditWatch } from './audit-watch.ts';
import { mutesReminders } from './calendar/reminder-settings.ts';
import type { Reminders } from './calendar/reminders.ts';
import { makeCatchUp } from './catch-up.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { arrivedSince, countUnread } from './count-unread.ts';
import type { RowKey } from './deps.ts';
import type { Documents } from './documents.ts';
import { type Ephemerals, isSaidBy } from './ephemerals.ts';
import type { Files } from './files/files.ts';
import type { RequestError } from './http-client.ts';
import type { Link } from './link.ts';
import { makeCoalescer } from './list-view.ts';
import type { LogStore } from './log-store.ts';
import type { LogSync, LogSyncError } from './log-sync.ts';
import type { LostDocuments } from './lost-documents.ts';
import type { Outbox } from './outbox.ts';
import type { OwnDevices } from './own-devices.ts';
import type { People } from './people.ts';
import { saysReads } from './preferences.ts';
import type { Presence } from './presence.ts';
import { PendingRow } from './records.ts';
import type { Registers } from './registers.ts';
import { makeRegranting, regranting } from './regranting.ts';
import { makeRetries } from './retries.ts';
import { makeSerial } from './serial.ts';
import type { Spaces } from './spaces.ts';
import type { Urgency } from './urgency.ts';

export interface LeaderEvents {
  connectivity(state: Connectivity, retryAtMs: number | undefined): void;
  sending(progress: { readonly done: number; readonly total: number } | undefined): void;
  /** After a reconnection: how many messages came. */
  arrived(count: number): void;
  session(
    answer: { readonly type: 'valid'; readonly me: Me } | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown' },
  ): void;
  /** CHAIN-10: my own chain says that this device speaks for me no more. */
  revoked(isReset: boolean): void;
}

export interface Leader {
  start(): void;
  stop(): void;
  retryNow(): void;
  /** What is being written goes to her other devices now and not in a while. */
  publishDrafts(): void;
}

export interface LeaderParts {
  readonly context: EngineContext;
  readonly people: People;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly logSync: LogSync;
  readonly outbox: Outbox;
  readonly registers: Registers;
  readonly link: Link;
  readonly events: LeaderEvents;
  readonly ephemerals: Ephemerals;
  readonly announcements: Pick<Announcements, 'sync'>;
  readonly presence: Presence;
  readonly lostDocuments: LostDocuments;
  readonly urgency: Pick<Urgency, 'alarms' | 'cues' | 'tellSettings' | 'answerWaiting' | 'areAnswersWaiting'>;
  readonly files: Pick<Files, 'start' | 'connected' | 'disconnected' | 'poke' | 'stored' | 'isReservingDue'>;
  /** CAL-2: rows that a power cut left behind their documents. */
  readonly settleCalendars: () => Promise<void>;
  readonly auditWatch: Pick<AuditWatch, 'connected'>;
  readonly reminders: Pick<Reminders, 'connected' | 'poke' | 'stop'>;
  /** EPOCH-16: groups that were continued twice at once. */
  readonly settleGroups: () => Promise<void>;
  readonly ownDevices: Pick<OwnDevices, 'sync' | 'isRevoked' | 'isReset' | 'settle'>;
  /** Weeks that are let go, and pages for search, when there is nothing better to do. */
  readonly indexSearch: () => Promise<void>;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>, keys: readonly RowKey[]) => void) => () => void;
}

const [levelling, sending] = ['level', 'send']; // tried again beside single conversations (SYNC-18)
/** Refused, not understood, or too many others wrote records at once. */
const RESTING: ReadonlySet<LogSyncError['type']> = new Set(['refused', 'malformed-answer', 'epoch-fault']);
const openDocuments = 24;
const deadZoneMs = 5 * 60_000; // a shorter time without the network is not worth telling of
const settleGroupsMs = 200;
const SETTLING = ['space', 'group', 'organisation', 'person', 'chain']; // who belongs to a group may follow from these
const maxLeaveDelayMs = 2_000;

export function makeLeader(parts: LeaderParts): Leader {
  const { context, people, spaces, documents, logs, logSync, outbox, registers, link, events, ownDevices, urgency } = parts;
  const { deps, http, store } = context;
  const serial = makeSerial();
  let isLeading = false;
  let isOnline = false;
  let offlineSinceMs: number | undefined;
  let stopStore: (() => void) | undefined;

  const work = (key: string, task: () => Promise<void>): Promise<void> => context.activity.track(serial(key, task));
  const mendAll = (): Promise<void> => parts.lostDocuments.mendAll(logSync.mend, lost, () => documents.trim(openDocuments));

  // ── after every connection ───────────────────────────────────────────────────────────────────────────────────────────────────

  async function level(): Promise<void> {
    const me = await look();
    if (me === undefined || !(await followOwnChain())) return;
    const before = countUnread(store);
    await followOrganisation();
    const listed = await spaces.syncList();
    if (!listed.ok) return retries.failed(levelling, listed.error);
    for (const { space, accepted, locked } of spaces.all()) if (accepted && locked !== true) await registers.fetch(space);
    await pullAll();
    await urgency.alarms.catchUp();
    await urgency.answerWaiting();
    await pullFresh();
    await mendAll();
    await parts.settleCalendars();
    await recheckAll();
    await caughtUp(arrivedSince(before, countUnread(store)));
    await ownDevices.settle();
    await sendAll();
    void work('files', parts.files.connected);
    void work('audit', parts.auditWatch.connected);
    settleSoon.poke();
    regrants.poke();
    await withPrivateSpace(spaces.ensureWritable);
    for (const { space, accepted } of spaces.all()) if (accepted) registers.publishSoon(space, false);
    parts.presence.connected();
    await documents.trim(openDocuments);
    retries.succeeded(levelling);
    await urgency.tellSettings();
    await parts.reminders.connected();
    void work('search', parts.indexSearch);
  }

  async function followOrganisation(): Promise<void> {
    await people.syncOrganisation();
    await people.syncDirectory();
    await parts.announcements.sync();
  }

  /** URGENT-9: after a long time without the network it is told what came meanwhile. */
  async function caughtUp(arrived: ReturnType<typeof arrivedSince>): Promise<void> {
    events.arrived(arrived.messages);
    const [fromMs, atMs] = [offlineSinceMs, Math.floor(deps.clock.nowMs())];
    offlineSinceMs = undefined;
    if (fromMs === undefined || atMs - fromMs < deadZoneMs || arrived.messages === 0) return;
    await store.commit([{ key: ['catch-up'], value: { atMs, fromMs, ...arrived } }]);
  }

  /** Who I am to the server. Undefined: nobody who may go on now. */
  async function look(): Promise<Me | undefined> {
    const me = await http.get('/me', MeAnswer);
    const isShut = !me.ok && me.error.type === 'refused' && me.error.code === 'device/revoked';
    // What my own chain says counts, and comes first: the server's word alone empties nothing.
    if (isShut && !(await followOwnChain())) return undefined;
    if (!me.ok && me.error.type === 'offline') retries.failed(levelling, me.error);
    return report(me) && me.ok && !isFactorDue(me.value, serverNowMs(context)) ? me.value : undefined;
  }
  /** CHAIN-10, ORG-12: false: this device speaks for me no more, and says so. */
  async function followOwnChain(): Promise<boolean> {
    await ownDevices.sync();
    if (!ownDevices.isRevoked()) await people.syncOrganisation();
    if (!ownDevices.isRevoked()) return true;
    events.revoked(ownDevices.isReset());
    return false;
  }

  function report(me: Result<Me, RequestError>): boolean {
    if (me.ok) events.session({ type: 'valid', me: me.value });
    else if (me.error.type === 'refused') events.session({ type: 'refused', code: me.error.code });
    return me.ok && me.value.status === 'active';
  }

  /** A request can be lost while the socket stands: nothing else would ask again. */
  function lost(error: LogSyncError): void {
    if (error.type === 'offline') retries.failed(levelling, error);
  }

  const { pullAll, pullFresh, recheckAll } = makeCatchUp({ context, spaces, logs, logSync, registers, lost });

  async function withPrivateSpace(task: (space: SpaceId) => unknown): Promise<void> {
    const space = await spaces.openPrivate();
    if (space.ok) await task(space.value);
  }

  // ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Logs that a crash left half sent, then everything that waits. */
  async function sendAll(): Promise<void> {
    const settled = await spaces.settle();
    // A wish that lost every race, or was refused: nothing else would ask again.
    if (!settled.ok) retries.failed(sending, settled.error);
    for (const { key, value: space } of store.all('dirty')) {
      const log = key[1];
      if (isLogId(log) && isSpaceId(space) && retries.mayTry(space)) tried(space, await logSync.push(space, log));
    }
    const flushed = await outbox.flush((done, total) => events.sending(total > 1 && done < total ? { done, total } : undefined), {
      mayTry: retries.mayTry,
      tried,
    });
    events.sending(undefined);
    // A request can be lost while the socket stands.
    parts.files.poke();
    if (!flushed.ok && flushed.error.type === 'offline' && isOnline) retries.failed(sending, flushed.error);
    else if (settled.ok) retries.succeeded(sending);
  }
  /** SYNC-18: a refused conversation rests. What only an event can change waits for that event. */
  function tried(space: SpaceId, result: Result<void, LogSyncError>): void {
    if (result.ok) retries.succeeded(space);
    else if (RESTING.has(result.error.type)) retries.failed(space, result.error);
  }
  const send = (): void => {
    if (isLeading && isOnline) void work('send', sendAll);
  };
  /** Everybody hears of it at once; who waits shortest writes the record. */
  const byChance = (maxMs: number, task: () => void) => deps.clock.schedule(deps.random() * maxMs, task);
  const sendByChance = makeCoalescer(byChance, maxLeaveDelayMs, async () => send());
  const retries = makeRetries(deps.clock, deps.random, (cause) => {
    if (cause === regranting) regrants.poke();
    else if (cause !== levelling) send();
    else if (isLeading && isOnline) void work('level', level);
  });

  /** Who else continued a group, and made me an administrator of hers, is known a little later; so is who waited to be added (EPOCH-18). */
  const settleSoon = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    settleGroupsMs,
    async () => {
      if (isLeading && isOnline) await work('send', parts.settleGroups);
      const due = spaces.dueChange();
      if (due === 'addition') send();
      else if (due === 'heir') sendByChance.poke();
    },
  );

  const regrants = makeRegranting({
    ...{ context, people, spaces, retries, work, send },
    isReady: () => isLeading && isOnline,
  });

  // ── live ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function onFrame(frame: DownFrame): void {
    switch (frame.type) {
      case 'chunk':
        void work(frame.log, () => onChunk(frame));
        return;
      case 'epoch':
        void work('epochs', () => onEpoch(frame.space));
        return;
      case 'chain':
        if (frame.user === context.identity.user) void work('people', onOwnChain);
        else regrants.onChain(frame.user);
        return;
      case 'organisation':
        void work('people', async () => {
          const asked = factorRule(people);
          await followOrganisation();
          await ownDevices.settle();
          if (factorRule(people) !== asked) await look();
        });
        return;
      case 'mark':
        void work(`mark ${frame.device}`, () => registers.receive(frame.space, frame.mark));
        return;
      case 'alarm':
        void work(`alarm ${frame.alarm.alarm}`, async () =>
          urgency.cues.rang(await urgency.alarms.receive(frame.alarm), frame.alarm),
        );
        return;
      case 'file':
        parts.files.stored(frame.file);
        return;
      case 'ephemeral':
        if (isSaidBy(frame.data, frame.device))
          void work(`ephemeral ${frame.device}`, () => parts.ephemerals.receive(frame.space, frame.data));
        else parts.ephemerals.unheard.count('stranger');
        return;
      case 'challenge':
      case 'appended':
      case 'conflict':
      case 'refused':
      case 'mark-set':
      case 'pong':
        return;
    }
  }

  async function onOwnChain(): Promise<void> {
    if (!(await followOwnChain())) return;
    await ownDevices.settle();
    send();
  }

  async function onEpoch(space: SpaceId): Promise<void> {
    const synced = await spaces.syncEpochs(space);
    if (!synced.ok && synced.error.type === 'offline') retries.failed(levelling, synced.error);
    await pullFresh();
    // Let in again: what could not be sent meanwhile leaves now.
    retries.reset(space);
    if (outbox.pending(space).length > 0) send();
    if ((spaces.get(space)?.leaving ?? []).length > 0) sendByChance.poke(); // EPOCH-11
  }

  async function onChunk({ space, log, seq, receivedAtMs, body }: Extract<DownFrame, { readonly type: 'chunk' }>): Promise<void> {
    const received = await logSync.receive(space, log, body && { seq, receivedAtMs, body });
    if (received.ok) registers.publishSoon(space, true);
    else lost(received.error);
  }

  function onStoreChange(tables: ReadonlySet<string>, keys: readonly RowKey[]): void {
    if (tables.has('pending') || tables.has('intent')) {
      for (const key of keys) if (isWritten(key) && isSpaceId(key[1])) retries.reset(key[1]);
      send();
    }
    if (SETTLING.some((table) => tables.has(table))) settleSoon.poke();
    if (tables.has('own') || tables.has('group')) regrants.poke();
    if ((tables.has('own') || tables.has('calendar')) && isOnline) void work('settings', urgency.tellSettings);
    if (isOnline && (tables.has('calendar') || tables.has('space') || keys.some(mutesReminders))) parts.reminders.poke();
    if (isLeading && (tables.has('urgent') || (tables.has('summary') && urgency.areAnswersWaiting())))
      void work('answers', urgency.answerWaiting);
    // An identity was accepted: an urgent message may have waited for that (TRUST-4).
    if (tables.has('own') && outbox.pending().some(({ priority, details }) => priority === 'urgent' || details)) send();
    if (tables.has('file') && isLeading) parts.files.poke();
    if (tables.has('file') && isLeading && parts.files.isReservingDue()) send();
    if (tables.has('recheck') && store.all('recheck').length > 0 && isOnline) void work('level', () => recheckAll().then(send));
    if (parts.lostDocuments.isNews(keys) && isOnline) void work('level', mendAll);
    if (tables.has('draft') || tables.has('read'))
      void work('drafts', () => withPrivateSpace((space) => registers.publishSoon(space, false)));
    // MARK-9: what was read meanwhile is said.
    if (keys.some(saysReads)) for (const { space, accepted } of spaces.all()) if (accepted) registers.publishSoon(space, false);
    if (!tables.has('read')) return;
    for (const [table, space] of keys) if (table === 'read' && isSpaceId(space)) registers.publishSoon(space, false);
  }

  /** A wish or a message that somebody wrote just now; what the outbox notes on its rows is not. */
  function isWritten(key: RowKey): boolean {
    if (key[0] === 'intent') return store.get(key) !== undefined;
    const row = key[0] === 'pending' ? v.safeParse(PendingRow, store.get(key)) : undefined;
    return row?.success === true && row.output.entered === undefined;
  }

  return {
    start() {
      isLeading = true;
      logs.forget();
      void context.activity.track(parts.lostDocuments.look());
      parts.files.start();
      void store.commit(logs.stoppedByOthers().map((space) => ({ key: ['recheck', space], value: true })));
      stopStore = parts.onStoreChange(onStoreChange);
      link.start({
        connected() {
          retries.reset();
          void work('level', level);
        },
        frame: onFrame,
        connectivity(state, retryAtMs) {
          const wasOnline = isOnline;
          isOnline = state === 'online';
          if (wasOnline && !isOnline) {
            offlineSinceMs = Math.floor(deps.clock.nowMs());
            parts.files.disconnected();
          }
          events.connectivity(state, retryAtMs);
          // A refused upgrade looks like a dead network to a browser: only a request tells an expired session.
          if (state === 'offline' && !wasOnline) void work('session', async () => void (await look()));
        },
        refused: () => void work('session', async () => void ((await look()) && (await followOwnChain()))),
      });
    },
    stop() {
      isLeading = false;
      isOnline = false;
      stopStore?.();
      retries.reset();
      for (const part of [settleSoon, sendByChance, parts.reminders, regrants, registers, link]) part.stop();
    },
    retryNow() {
      retries.reset();
      link.retryNow();
      send();
    },
    publishDrafts: () => void work('drafts', () => withPrivateSpace(registers.publishNow)),
  };
}
