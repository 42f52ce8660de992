/** Everything that runs for one signed-in device, put together once and taken apart once. */
import * as v from 'valibot';
import { isSpaceId, type SpaceId } from '../ids.ts';
import { CALENDAR_KIND, GROUP_SETTINGS, OWN_SETTINGS, PORTRAITS } from '../schema/segment.ts';
import { maxNoticesPerAppend } from '../wire/limits.ts';
import { type Announcements, makeAnnouncements } from './announcements.ts';
import type { SyncState } from './api.ts';
import { type AuditWatch, makeAuditWatch } from './audit-watch.ts';
import { type Calendars, makeCalendars } from './calendar/calendars.ts';
import { mutedReminders } from './calendar/reminder-settings.ts';
import { makeReminders } from './calendar/reminders.ts';
import { type Calls, makeCalls } from './calls.ts';
import { makeChunkReader } from './chunk-reader.ts';
import { type Identity, makeActivity } from './context.ts';
import { makeContinuations } from './continuations.ts';
import { type ContinueGroup, makeContinueGroup } from './continue-group.ts';
import { type Conversations, makeConversations } from './conversations-view.ts';
import type { EngineDeps, RowKey } from './deps.ts';
import { deviceEvents } from './device-events.ts';
import { warmDocuments } from './documents.ts';
import { makeDrafts } from './drafts.ts';
import { makeEphemerals } from './ephemerals.ts';
import { makeEveryone } from './everyone.ts';
import { type Files, makeFiles } from './files/files.ts';
import { type GroupCalls, makeGroupCalls } from './group-calls.ts';
import { type GroupViews, makeGroupViews } from './group-view.ts';
import { type Groups, makeGroups } from './groups.ts';
import type { HttpClient } from './http-client.ts';
import { type Identities, makeIdentities } from './identities.ts';
import { makeKeptWindows } from './kept-windows.ts';
import { type Leader, type LeaderEvents, makeLeader } from './leader.ts';
import { makeLink } from './link.ts';
import { makeListeners } from './listeners.ts';
import type { LogStore } from './log-store.ts';
import { makeLogSync } from './log-sync.ts';
import { makeMarks } from './marks.ts';
import { makeMessageClock } from './message-clock.ts';
import { makeOutbox, type Outbox } from './outbox.ts';
import { makeOwnDevices, type OwnDevices } from './own-devices.ts';
import { makeOwnReads } from './own-reads.ts';
import { makePeople, type People } from './people.ts';
import { makePhrases, type Phrases } from './phrases.ts';
import { makePins } from './pins.ts';
import { makePortraits, type Portraits } from './portraits.ts';
import { prefer } from './prefer.ts';
import { makePreferences, type Preferences } from './preferences.ts';
import { makePresence } from './presence.ts';
import { makeRegisters } from './registers.ts';
import { makeRegrants } from './regrants.ts';
import { makeRetention } from './retention.ts';
import { makeSealedValues } from './sealed-values.ts';
import { makeSearch, type Search } from './search.ts';
import { makeSerial } from './serial.ts';
import { makeSnapshots } from './snapshots.ts';
import { makeSpaces, type Spaces, type SpaceView } from './spaces.ts';
import type { Store } from './store.ts';
import { openStoredDocuments } from './stored-documents.ts';
import { makeSummaries, type Summaries } from './summaries.ts';
import { makeSyncStates } from './sync-state.ts';
import type { ThreadParts } from './thread-view.ts';
import { makeTrustFaults, type TrustFaults } from './trust-faults.ts';
import { makeTyping, TypingMessage } from './typing.ts';
import { makeUrgency, type Urgency } from './urgency.ts';
import { urgentRules } from './urgent-plan.ts';
import { makeUserKeyring } from './user-keyring.ts';
import { makeVerifiedMessages } from './verified-messages.ts';

export interface Session {
  readonly identity: Identity;
  readonly people: People;
  readonly spaces: Spaces;
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly groups: Groups;
  readonly groupViews: GroupViews;
  readonly continueGroup: ContinueGroup;
  readonly preferences: Preferences;
  readonly phrases: Phrases;
  readonly ownDevices: OwnDevices;
  readonly identities: Identities;
  readonly trustFaults: TrustFaults;
  readonly auditWatch: AuditWatch;
  readonly urgency: Urgency;
  readonly search: Search;
  readonly files: Files;
  readonly conversations: Conversations;
  readonly calls: Calls;
  readonly groupCalls: GroupCalls;
  readonly calendars: Calendars;
  readonly announcements: Announcements;
  readonly portraits: Portraits;
  readonly logs: LogStore;
  readonly thread: ThreadParts;
  readonly leader: Leader;
  /** Keys are pressed in this conversation. */
  noteTyping(space: SpaceId): void;
  noteSent(space: SpaceId): void; // what was written there
  noteDraftLeft(): void; // she turned away from what she was writing
  readonly noteSession: LeaderEvents['session']; // what an answer said of it: while the socket stands nothing else asks
  /** This window has the attention of a person, or has it no more. */
  noteAttention(isHere: boolean): void;
  syncState(): SyncState;
  onSync(listener: (state: SyncState) => void): () => void;
  /** Resolves when nothing goes on in the background. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionParts {
  readonly deps: EngineDeps;
  readonly store: Store;
  readonly http: HttpClient;
  readonly localKey: CryptoKey;
  readonly identity: Identity;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>, keys: readonly RowKey[]) => void) => () => void;
  readonly onSession: LeaderEvents['session'];
  readonly onRevoked: LeaderEvents['revoked'];
}

const tabRequest = v.object({ type: v.picklist(['who-leads', 'retry', 'draft-left']) });
const TypesHere = v.object({ type: v.literal('types'), space: v.custom<SpaceId>(isSpaceId) });

const warmDelayMs = 150; // the inbox comes first

export function openSession(parts: SessionParts): Session {
  const { deps, store, http, localKey, identity, onStoreChange, onSession, onRevoked } = parts;
  const activity = makeActivity();
  const context = { deps, store, http, identity, activity, messageClock: makeMessageClock(store) };
  const { logs, lostDocuments, documents } = openStoredDocuments(deps, store, localKey);
  const trustFaults = makeTrustFaults(context);
  const people = makePeople(context, trustFaults);
  const auditWatch = makeAuditWatch(context, trustFaults, people);
  const announcements = makeAnnouncements(context, people);
  const userKeys = makeUserKeyring(store, http, identity);
  const regrants = makeRegrants({
    me: identity.user,
    people,
    acceptedResets: (user) => identities.acceptedResets(user),
    regrantOf: (space) => groups.settings(space).regrant,
  });
  const spaces = makeSpaces(context, people, userKeys, trustFaults, regrants);
  const verifiedMessages = makeVerifiedMessages(people);
  const pins = makePins(store, verifiedMessages);
  const files = makeFiles(context, verifiedMessages);
  const keptWindows = makeKeptWindows({ context, spaces, documents, logs, verifiedMessages });
  const urgency = makeUrgency({ context, localKey, people, spaces, verifiedMessages }, () => ({
    outbox,
    summaries,
    preferences,
    conversations,
    alerts: { identities, ownDevices, events: continuations.events },
    mutedUntilMs: (space) => ownOf(space).mutedUntilMs,
    myShifts: () => calendars.myShifts(),
    thread: { spaces, logs, documents, verifiedMessages },
  }));
  const areReadsShown = () => preferences.areReadsShown();
  const arrived: Parameters<typeof makeSummaries>[5] = (space, messages, arrivalOf) => {
    urgency.cues.arrived(space, messages, arrivalOf);
    files.arrived(space, messages);
  };
  const summaries = makeSummaries(context, verifiedMessages, pins, keptWindows, urgency.facts, arrived, areReadsShown);
  const groups = makeGroups(context, spaces, verifiedMessages);
  const continuations = makeContinuations(spaces, groups);
  const groupViews = makeGroupViews(context, spaces, groups, continuations);
  const preferences = makePreferences(context, verifiedMessages);
  const identities = makeIdentities({
    context,
    people,
    preferences,
    spaces: () => spaces.all(),
    prefer: (acts) => prefer({ spaces, outbox, preferences }, acts),
  });
  const phrases = makePhrases({ context, spaces, groupViews, preferences });
  const ownDevices = makeOwnDevices(context, people, userKeys, preferences);
  const ownOf = (space: SpaceId) => preferences.of(space, continuations.earlier(space));
  const link = makeLink(context);
  const serial = makeSerial();
  const reader = makeChunkReader(people, spaces);
  const snapshots = makeSnapshots(context, people, spaces, reader);
  const logSync = makeLogSync({
    ...{ context, people, spaces, documents, logs, link, reader, snapshots },
    async applied(space, { kind, segment, name }, before, arrivalOf) {
      if (kind === GROUP_SETTINGS.kind) return groups.applied(space, segment);
      if (kind === OWN_SETTINGS.kind) return preferences.applied(space, segment);
      if (kind === PORTRAITS.kind) return portraits.applied(space, segment);
      if (kind === CALENDAR_KIND) return calendars.store.refresh(space, segment, name);
      const writes = await summaries.applied(space, { week: name, segment }, before, arrivalOf);
      return [...writes, ...files.recalls(segment, before)];
    },
    sent: summaries.sent,
    notices: async (space, log) => {
      const told = [await urgency.notices(space, log), await reminders.notices(space, log)].flat();
      return told.slice(0, maxNoticesPerAppend);
    },
    files: files.named,
    serial,
  });
  const muted = () => mutedReminders(store, preferences.word);
  const calendars = makeCalendars({
    ...{ context, spaces, documents, logs, serial, groups, groupViews, files, summaries, onStoreChange },
    mutedReminders: muted,
    verified: verifiedMessages,
  });
  const reminders = makeReminders({ context, spaces, store: calendars.store, logs, outbox: () => outbox, muted });
  const portraits = makePortraits({
    ...{ context, people, spaces, groups, groupViews, logs, files },
    ...{ verified: verifiedMessages, outbox: () => outbox, isLeader: () => isLeader },
  });
  const isUnaccepted = (space: SpaceView) => identities.unacceptedIn(space).length > 0;
  const outbox = makeOutbox({
    ...{ context, spaces, documents, logs, logSync, serial, files },
    summaries: { ...summaries, acted: calendars.acted },
    isUnaccepted,
    urgentRules: () => urgentRules(people, identity.user),
  });
  const registers = makeRegisters({
    context,
    sealed: makeSealedValues('mark', context, people, spaces),
    link,
    spaces,
    marks: makeMarks(summaries, spaces, areReadsShown),
    drafts: makeDrafts(context, makeOwnReads(context, areReadsShown).unsaid),
  });
  const { on: onEphemeral, tell: ephemeralChange } = makeListeners<SpaceId>();
  const ephemerals = makeEphemerals(context, makeSealedValues('ephemeral', context, people, spaces), link);
  const typing = makeTyping(context, ephemerals, ephemeralChange);
  const presence = makePresence({
    ...{ context, spaces, summaries, preferences, ephemerals },
    isLeader: () => isLeader,
    onChange: ephemeralChange,
  });
  const calls = makeCalls({
    ...{ context, spaces, people, outbox, ephemerals, onStoreChange },
    ...{ isLeader: () => isLeader, isUnaccepted },
  });
  const groupCalls = makeGroupCalls({
    ...{ context, spaces, people, outbox, ephemerals, onStoreChange, calls },
    ...{ isLeader: () => isLeader, isUnaccepted, needsAcceptance: identities.needsAcceptance },
    refusal: groupViews.refusal,
  });
  const conversations = makeConversations({
    ...{ context, people, spaces, outbox, summaries, groupViews, presence, onStoreChange },
    ...{ preferences: { of: ownOf }, urgentOf: urgency.urgents.ofPending, files: files.rows, onPresence: onEphemeral },
  });
  const settleEveryone = makeEveryone({ context, people, spaces, groups, groupViews });
  const continueGroup = makeContinueGroup({ context, spaces, groups, groupViews, continuations, outbox });

  const syncStates = makeSyncStates({ deps, store, http, spaces, logs, outbox, lostDocuments });
  let isLeader = false;
  const search = makeSearch({ context, spaces, documents, logs, verifiedMessages, earlier: continuations.earlier });
  const retention = makeRetention({ context, people, spaces, logs, documents, summaries, pins, keptWindows, files, serial });
  const leader = makeLeader({
    ...{ context, people, spaces, documents, logs, logSync, outbox, registers, link, onStoreChange },
    ...{ ephemerals, presence, ownDevices, lostDocuments, urgency, files, reminders, auditWatch, announcements },
    indexSearch: () => retention.settle().then(search.index),
    settleGroups: () => continueGroup.settle().then(settleEveryone),
    settleCalendars: calendars.store.settle,
    events: {
      connectivity: (connectivity, retryAtMs) => syncStates.change({ connectivity, retryAtMs }),
      sending: (sending) => syncStates.change({ sending }),
      arrived: (arrived) => syncStates.change({ arrived }),
      session: onSession,
      revoked: onRevoked,
    },
  });
  const stopWarming = deps.clock.schedule(warmDelayMs, () => void activity.track(warmDocuments()));
  let endLeading: (() => void) | undefined;
  const lock = deps.lead(
    () =>
      new Promise<void>((resolve) => {
        isLeader = true;
        endLeading = resolve;
        leader.start();
      }),
  );

  /** Here, or by the tab that leads. */
  const leads = (task: () => void, message: object): void => (isLeader ? task() : deps.tabs.post(message));
  deps.tabs.onMessage((message) => {
    const types = v.safeParse(TypesHere, message);
    if (types.success && isLeader) void activity.track(typing.send(types.output.space));
    const others = v.safeParse(TypingMessage, message);
    if (others.success) typing.heard(others.output.space, others.output.user, others.output.atMs);
    presence.tab(message);
    calls.tab(message);
    groupCalls.tab(message);
    urgency.cues.heard(message);
    if (!isLeader) files.heard(message);
    const request = v.safeParse(tabRequest, message);
    if (request.success && isLeader) {
      if (request.output.type === 'retry') leader.retryNow();
      else if (request.output.type === 'draft-left') leader.publishDrafts();
      else syncStates.change({});
      return;
    }
    if (!isLeader) syncStates.heard(message);
  });
  const stopClock = http.onClockOffset(() => isLeader && syncStates.change({}));
  deps.tabs.post({ type: 'who-leads' });
  const stopStore = onStoreChange((tables, keys) => {
    if (tables.has('own')) presence.look();
    portraits.changed(tables);
    if (tables.has('summary'))
      presence.written(keys.flatMap(([table, space]) => (table === 'summary' && isSpaceId(space) ? [space] : [])));
    if (tables.has('storage') && isLeader) syncStates.change({});
    else if (['pending', 'log', 'space-fault', 'storage', 'lost'].some((table) => tables.has(table))) syncStates.announce();
  });
  deps.onNetworkHint?.((online) => {
    calls.networkChanged();
    groupCalls.networkChanged();
    if (!isLeader) return;
    link.probe();
    if (online) leader.retryNow();
  });

  return {
    identity,
    people,
    spaces,
    outbox,
    summaries,
    groups,
    groupViews,
    continueGroup,
    preferences,
    phrases,
    ownDevices,
    identities,
    trustFaults,
    auditWatch,
    urgency,
    search,
    files,
    conversations,
    calls,
    groupCalls,
    calendars,
    announcements,
    portraits,
    logs,
    thread: {
      context,
      spaces,
      documents,
      logs,
      outbox,
      summaries,
      pins,
      keptWindows: {
        read: keptWindows.read,
        keepSoon: (space) => (isLeader ? keptWindows.keepSoon(space) : undefined),
      },
      verifiedMessages,
      conversation: conversations.row,
      typing: typing.of,
      onTyping: onEphemeral,
      group: groupViews.group,
      events: (space) => [...continuations.events(space), ...deviceEvents(spaces, people, space)],
      isStarred: preferences.isStarred,
      urgents: urgency.urgents,
      files,
      mutedUntilMs: (space) => ownOf(space).mutedUntilMs,
      onStoreChange,
    },
    leader: {
      ...leader,
      retryNow: () => leads(leader.retryNow, { type: 'retry' }),
    },
    noteTyping: (space) => leads(() => void activity.track(typing.send(space)), { type: 'types', space }),
    noteSent: typing.sent,
    noteDraftLeft: () => leads(leader.publishDrafts, { type: 'draft-left' }),
    noteSession: onSession,
    noteAttention: presence.attend,
    syncState: syncStates.now,
    onSync: syncStates.onChange,
    settled: activity.settled,
    async close() {
      stopWarming();
      stopStore();
      stopClock();
      await groupCalls.close();
      await calls.close();
      await presence.close();
      leader.stop();
      typing.stop();
      logSync.stop();
      files.stop();
      calendars.stop();
      portraits.stop();
      await keptWindows.stop();
      await activity.settled();
      endLeading?.();
      lock.release();
      await documents.close();
    },
  };
}
