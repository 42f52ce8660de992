/** The engine's own thread: the browser's adapters are handed to it here, and its API crosses to the page over Comlink. */
import { BroadcastChannelNetworkAdapter } from '@automerge/automerge-repo-network-broadcastchannel';
import { IndexedDBStorageAdapter } from '@automerge/automerge-repo-storage-indexeddb';
import type { EngineApi, Unsubscribe } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { createEngine } from '@sanad/model/engine/engine';
import { expose, proxy } from 'comlink';
import { loadAutomerge } from '../platform/automerge.ts';
import { documentsDatabase, documentsStore } from '../platform/database.ts';
import { hasFolders } from '../platform/file-folder.ts';
import { makeFiles, makeMemoryFiles } from '../platform/files.ts';
import { makeHttp } from '../platform/http.ts';
import { makeIntents } from '../platform/intents.ts';
import { makeLeader } from '../platform/leader.ts';
import { makeLocalKey } from '../platform/local-key.ts';
import { makeMemoryPlatform } from '../platform/memory-platform.ts';
import { onNetworkHint } from '../platform/network-hint.ts';
import { photoSuffix } from '../platform/photo-cache.ts';
import { makePipe } from '../platform/pipe.ts';
import { parseWorkerName, placesOf } from '../platform/profile-place.ts';
import { makeRows } from '../platform/rows.ts';
import { selfTest } from '../platform/self-test.ts';
import { makeTabs } from '../platform/tabs.ts';
import { inParts } from './in-parts.ts';

const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
/** Default 1000 would delay the first look-up of every document. */
const peerWaitMs = 80;

const opened = parseWorkerName(self.name);
if (opened === undefined) throw new Error('a worker of no profile');
const { profile, computer } = opened;
const place = placesOf(profile);

const kept = (): Pick<EngineDeps, 'rows' | 'documents' | 'localKey' | 'files'> => ({
  rows: makeRows(place),
  documents: new IndexedDBStorageAdapter(documentsDatabase(place), documentsStore),
  localKey: makeLocalKey(navigator.locks, place),
  ...(hasFolders() && { files: makeFiles(place) }),
});

const engine = createEngine({
  clock: {
    nowMs: () => Date.now(),
    schedule: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
  http: makeHttp(fetch.bind(globalThis)),
  connect: makePipe(socketUrl),
  ...(computer === 'passing' ? { ...makeMemoryPlatform(), files: makeMemoryFiles() } : kept()),
  documentNetwork: [new BroadcastChannelNetworkAdapter({ channelName: place('sanad-documents'), peerWaitMs })],
  lead: makeLeader(navigator.locks, place('sanad-sync')),
  tabs: makeTabs(place('sanad-tabs')),
  ...(computer === undefined ? {} : { computer }),
  photoSuffix: photoSuffix(opened),
  selfTest,
  loadAutomerge,
  intents: makeIntents(place),
  onNetworkHint,
});

/** A function cannot be cloned to the page: what ends a view goes there as a proxy. */
const proxied = async (opened: Promise<Unsubscribe>): Promise<Unsubscribe> => proxy(await opened);

/** Every view there is: one that is forgotten here would stop the page that opens it. */
type Views = {
  [Name in keyof EngineApi as ReturnType<EngineApi[Name]> extends Promise<Unsubscribe> ? Name : never]: EngineApi[Name];
};
const views: Views = {
  onState: (listener) => proxied(engine.onState(listener)),
  onSync: (listener) => proxied(engine.onSync(listener)),
  onConversations: (listener) => proxied(engine.onConversations(listener)),
  onMessages: (conversation, limit, listener) => proxied(engine.onMessages(conversation, limit, listener)),
  onWaiting: (listener) => proxied(engine.onWaiting(listener)),
  onDirectory: (listener) => proxied(engine.onDirectory(inParts(listener))),
  onPhrases: (listener) => proxied(engine.onPhrases(listener)),
  onPresenceShown: (listener) => proxied(engine.onPresenceShown(listener)),
  onFavourites: (listener) => proxied(engine.onFavourites(listener)),
  onDevices: (listener) => proxied(engine.onDevices(listener)),
  onTrust: (listener) => proxied(engine.onTrust(listener)),
  onUrgents: (listener) => proxied(engine.onUrgents(listener)),
  onPolicy: (listener) => proxied(engine.onPolicy(listener)),
  onRules: (listener) => proxied(engine.onRules(listener)),
  onAnnouncements: (listener) => proxied(engine.onAnnouncements(listener)),
  onUrgentRules: (listener) => proxied(engine.onUrgentRules(listener)),
  onAlerts: (listener) => proxied(engine.onAlerts(listener)),
  onNotificationSettings: (listener) => proxied(engine.onNotificationSettings(listener)),
  onPush: (listener) => proxied(engine.onPush(listener)),
  onLibrary: (conversation, listener) => proxied(engine.onLibrary(conversation, listener)),
  onReadsShown: (listener) => proxied(engine.onReadsShown(listener)),
  onGroupsWith: (user, listener) => proxied(engine.onGroupsWith(user, listener)),
  onPortraits: (listener) => proxied(engine.onPortraits(listener)),
  onCue: (listener) => proxied(engine.onCue(listener)),
  onCall: (listener) => proxied(engine.onCall(listener)),
  onGroupCall: (listener) => proxied(engine.onGroupCall(listener)),
  onLock: (listener) => proxied(engine.onLock(listener)),
  onRecoveryCodes: (listener) => proxied(engine.onRecoveryCodes(listener)),
  onEvents: (query, listener) => proxied(engine.onEvents(query, listener)),
  onEvent: (calendar, event, at, zone, listener) => proxied(engine.onEvent(calendar, event, at, zone, listener)),
  onRoster: (query, listener) => proxied(engine.onRoster(query, listener)),
  onReminderSettings: (listener) => proxied(engine.onReminderSettings(listener)),
  onUpcoming: (zone, listener) => proxied(engine.onUpcoming(zone, listener)),
};
const api: EngineApi = { ...engine, ...views };

// A promise nobody waits for is a defect: as an uncaught error it reaches the page, which says so.
addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});
expose(api);
