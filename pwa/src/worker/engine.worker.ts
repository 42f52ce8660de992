/** The engine's own thread: the browser's adapters are handed to it here, and its API crosses to the page over Comlink. */
import { BroadcastChannelNetworkAdapter } from '@automerge/automerge-repo-network-broadcastchannel';
import { IndexedDBStorageAdapter } from '@automerge/automerge-repo-storage-indexeddb';
import type { EngineApi, Unsubscribe } from '@sanad/model/engine/api';
import { createEngine } from '@sanad/model/engine/engine';
import { expose, proxy } from 'comlink';
import { loadAutomerge } from '../platform/automerge.ts';
import { documentsDatabase, documentsStore } from '../platform/database.ts';
import { makeHttp } from '../platform/http.ts';
import { makeLeader } from '../platform/leader.ts';
import { makeLocalKey } from '../platform/local-key.ts';
import { onNetworkHint } from '../platform/network-hint.ts';
import { makePipe } from '../platform/pipe.ts';
import { makeRows } from '../platform/rows.ts';
import { selfTest } from '../platform/self-test.ts';
import { makeTabs } from '../platform/tabs.ts';

const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
/** Default 1000 would delay the first look-up of every document. */
const peerWaitMs = 80;

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
  rows: makeRows(),
  documents: new IndexedDBStorageAdapter(documentsDatabase, documentsStore),
  documentNetwork: [new BroadcastChannelNetworkAdapter({ channelName: 'sanad-documents', peerWaitMs })],
  localKey: makeLocalKey(),
  lead: makeLeader(navigator.locks),
  tabs: makeTabs(),
  selfTest,
  loadAutomerge,
  onNetworkHint,
});

/** A function cannot be cloned to the page: what ends a view goes there as a proxy. */
const proxied = async (opened: Promise<Unsubscribe>): Promise<Unsubscribe> => proxy(await opened);

const api: EngineApi = {
  ...engine,
  onState: (listener) => proxied(engine.onState(listener)),
  onSync: (listener) => proxied(engine.onSync(listener)),
  onConversations: (listener) => proxied(engine.onConversations(listener)),
  onMessages: (conversation, limit, listener) => proxied(engine.onMessages(conversation, limit, listener)),
  onWaiting: (listener) => proxied(engine.onWaiting(listener)),
  onDirectory: (listener) => proxied(engine.onDirectory(listener)),
  onPhrases: (listener) => proxied(engine.onPhrases(listener)),
  onPresenceShown: (listener) => proxied(engine.onPresenceShown(listener)),
  onDevices: (listener) => proxied(engine.onDevices(listener)),
  onTrust: (listener) => proxied(engine.onTrust(listener)),
};

// A promise nobody waits for is a defect: as an uncaught error it reaches the page, which says so.
addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});
expose(api);
