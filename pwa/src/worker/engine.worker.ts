/** The engine's own thread: the browser's adapters are handed to it here, and its API crosses to the page over Comlink. */
import { BroadcastChannelNetworkAdapter } from '@automerge/automerge-repo-network-broadcastchannel';
import { IndexedDBStorageAdapter } from '@automerge/automerge-repo-storage-indexeddb';
import type { EngineApi, Unsubscribe } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { createEngine } from '@sanad/model/engine/engine';
import { expose } from 'comlink';
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
import { view } from './view.ts';

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

/** Every view there is: one that is forgotten here would stop the page that opens it. */
type Views = {
  [Name in keyof EngineApi as ReturnType<EngineApi[Name]> extends Promise<Unsubscribe> ? Name : never]: EngineApi[Name];
};
const views: Views = {
  onState: (listener) => view(listener, engine.onState),
  onSync: (listener) => view(listener, engine.onSync),
  onConversations: (listener) => view(listener, engine.onConversations),
  onMessages: (conversation, limit, listener) => view(listener, (heard) => engine.onMessages(conversation, limit, heard)),
  onWaiting: (listener) => view(listener, engine.onWaiting),
  onDirectory: (listener) => view(listener, (heard) => engine.onDirectory(inParts(heard))),
  onPhrases: (listener) => view(listener, engine.onPhrases),
  onPresenceShown: (listener) => view(listener, engine.onPresenceShown),
  onFavourites: (listener) => view(listener, engine.onFavourites),
  onDevices: (listener) => view(listener, engine.onDevices),
  onTrust: (listener) => view(listener, engine.onTrust),
  onUrgents: (listener) => view(listener, engine.onUrgents),
  onPolicy: (listener) => view(listener, engine.onPolicy),
  onRules: (listener) => view(listener, engine.onRules),
  onAnnouncements: (listener) => view(listener, engine.onAnnouncements),
  onUrgentRules: (listener) => view(listener, engine.onUrgentRules),
  onAlerts: (listener) => view(listener, engine.onAlerts),
  onNotificationSettings: (listener) => view(listener, engine.onNotificationSettings),
  onPush: (listener) => view(listener, engine.onPush),
  onLibrary: (conversation, listener) => view(listener, (heard) => engine.onLibrary(conversation, heard)),
  onReadsShown: (listener) => view(listener, engine.onReadsShown),
  onGroupsWith: (user, listener) => view(listener, (heard) => engine.onGroupsWith(user, heard)),
  onPortraits: (listener) => view(listener, engine.onPortraits),
  onCue: (listener) => view(listener, engine.onCue),
  onCall: (listener) => view(listener, engine.onCall),
  onGroupCall: (listener) => view(listener, engine.onGroupCall),
  onLock: (listener) => view(listener, engine.onLock),
  onRecoveryCodes: (listener) => view(listener, engine.onRecoveryCodes),
  onEvents: (query, listener) => view(listener, (heard) => engine.onEvents(query, heard)),
  onEvent: (calendar, event, at, zone, listener) => view(listener, (heard) => engine.onEvent(calendar, event, at, zone, heard)),
  onRoster: (query, listener) => view(listener, (heard) => engine.onRoster(query, heard)),
  onReminderSettings: (listener) => view(listener, engine.onReminderSettings),
  onUpcoming: (zone, listener) => view(listener, (heard) => engine.onUpcoming(zone, heard)),
};
const api: EngineApi = { ...engine, ...views };

// A promise nobody waits for is a defect: as an uncaught error it reaches the page, which says so.
addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});
expose(api);
