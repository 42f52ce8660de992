/**
 * The door to the engine: a dedicated worker that holds documents and keys. Screens call `api` and read what the engine delivers as
 * Solid state; a subscription ends with the owner that opened it.
 */
import type {
  ConversationRow,
  DeviceRow,
  EngineApi,
  EngineState,
  LibraryRow,
  ListUpdate,
  LockSettings,
  MessageWindowMeta,
  PhraseRow,
  Policy,
  RecoveryCodeRow,
  RulesInForce,
  SyncState,
  ThreadRow,
  TrustState,
  Unsubscribe,
  UrgentRules,
  WaitingRow,
} from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import {
  type Accessor,
  createContext,
  createEffect,
  createRoot,
  createSignal,
  on,
  onCleanup,
  untrack,
  useContext,
} from 'solid-js';
import { letGo } from '../platform/let-go.ts';
import { passOnNetworkHints } from '../platform/network-hint.ts';
import { type OpenedProfile, workerName } from '../platform/profile-place.ts';
import { announceLeaving } from './leaving.ts';
import { keepPhotosFor } from './photo.ts';
import { createProjection, type Projection } from './projection.ts';

export type ConversationList = Projection<ConversationRow, { readonly loading: boolean }>;
export type MessageWindow = Projection<ThreadRow, MessageWindowMeta>;

export interface EngineClient {
  /** Of the worker that runs now. */
  readonly api: Remote<EngineApi>;
  readonly opened: Accessor<OpenedProfile>;
  /** Another profile in its place, from the doors before an account alone: what stands behind them keeps the old one's views. */
  reopen(next: OpenedProfile): void;
  readonly state: Accessor<EngineState>;
  /** What its screens had to save when it last began to lock is durable (LOCK-9). */
  saved(): Promise<void>;
  readonly sync: Accessor<SyncState>;
  readonly conversations: ConversationList;
  /** Who was verified, whose identity changed, and what the server showed that cannot be. */
  readonly trust: Accessor<TrustState>;
}

const quiet: SyncState = {
  connectivity: 'connecting',
  waiting: 0,
  sending: undefined,
  arrived: 0,
  stopped: [],
  retryAtMs: undefined,
  clockOffsetMs: undefined,
  isStorageFull: false,
  isMending: false,
};

const nothingKnown: TrustState = { people: [], organisationConfirmed: false, faults: [] };

/** `failed` hears of a worker that cannot start or died: a defect that only a reload mends. */
export function createEngineClient(failed: (cause: unknown) => void, first: OpenedProfile): EngineClient {
  const [state, setState] = createSignal<EngineState>({ phase: 'starting' });
  const [sync, setSync] = createSignal<SyncState>(quiet);
  const [trust, setTrust] = createSignal<TrustState>(nothingKnown);
  const [conversations, applyConversations] = createProjection<ConversationRow, { readonly loading: boolean }>();
  const [opened, setOpened] = createSignal(first);
  /** The door stays where it is while the next worker starts behind it. */
  let isReopening = false;
  let saved: Promise<void> = Promise.resolve();
  const show = (next: EngineState) => {
    if (isReopening && next.phase === 'starting') return;
    isReopening = false;
    if (next.phase === 'locking') saved = announceLeaving();
    setState(() => next);
  };
  const start = (profile: OpenedProfile): Running => createRoot((end) => ({ api: open(profile), end }));
  const open = (profile: OpenedProfile): Remote<EngineApi> => {
    keepPhotosFor(profile);
    const worker = new Worker(new URL('../worker/engine.worker.ts', import.meta.url), {
      type: 'module',
      name: workerName(profile),
    });
    worker.addEventListener('error', (event) => failed(event.error ?? event.message));
    const api = wrap<EngineApi>(worker);
    follow(api);
    onCleanup(() => {
      api[releaseProxy]();
      worker.terminate();
    });
    return api;
  };
  const follow = (api: Remote<EngineApi>): void => {
    subscribe(() => api.onState(proxy(show)), failed);
    subscribe(() => api.onSync(proxy((next: SyncState) => setSync(() => next))), failed);
    subscribe(() => api.onTrust(proxy((next: TrustState) => setTrust(() => next))), failed);
    subscribe(
      () =>
        api.onConversations(
          proxy((update: ListUpdate<ConversationRow, { readonly loading: boolean }>) => applyConversations(update)),
        ),
      failed,
    );
  };
  onCleanup(passOnNetworkHints());
  let running = start(first);
  onCleanup(() => running.end());
  return {
    get api() {
      return running.api;
    },
    opened,
    reopen(next) {
      running.end();
      isReopening = true;
      setOpened(next);
      running = start(next);
    },
    state,
    saved: () => saved,
    sync,
    conversations,
    trust,
  };
}

interface Running {
  readonly api: Remote<EngineApi>;
  end(): void;
}

type RemoteUnsubscribe = Unsubscribe | Remote<Unsubscribe>;

/** Opens a view for the current owner. The owner may end before the worker has answered: then it is closed as soon as it opens. */
function subscribe(open: () => Promise<RemoteUnsubscribe>, failed: (cause: unknown) => void): void {
  let close: RemoteUnsubscribe | undefined;
  let ended = false;
  const end = (unsubscribe: RemoteUnsubscribe) => {
    const done = unsubscribe();
    if (done instanceof Promise) done.then(() => letGo(unsubscribe), failed);
  };
  open().then((unsubscribe) => {
    if (ended) end(unsubscribe);
    else close = unsubscribe;
  }, failed);
  onCleanup(() => {
    ended = true;
    if (close !== undefined) end(close);
  });
}

function rethrow(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}

/** A view for the current owner; one that cannot be opened is a defect and reaches the handler of last resort. */
export const openView = (open: () => Promise<RemoteUnsubscribe>): void => subscribe(open, rethrow);

export const EngineContext = createContext<EngineClient>();
export function useEngine(): EngineClient {
  const client = useContext(EngineContext);
  if (client === undefined) throw new Error('no engine above this component');
  return client;
}

/** The messages of one conversation; a larger limit asks for older ones and keeps what stands. */
export function createMessages(conversation: Accessor<SpaceId>, limit: Accessor<number>): MessageWindow {
  const { api } = useEngine();
  const [view, apply] = createProjection<ThreadRow, MessageWindowMeta>();
  createEffect(
    on([conversation, limit], ([id, count]) => {
      openView(() =>
        api.onMessages(
          id,
          count,
          proxy((update: ListUpdate<ThreadRow, MessageWindowMeta>) => apply(update)),
        ),
      );
    }),
  );
  return view;
}

/** My devices, this one first; undefined until the first answer. */
export function createDevices(): Accessor<readonly DeviceRow[] | undefined> {
  const { api } = useEngine();
  const [devices, setDevices] = createSignal<readonly DeviceRow[]>();
  openView(() => api.onDevices(proxy((next: readonly DeviceRow[]) => setDevices(() => next))));
  return devices;
}

/** My recovery codes, the valid one first; undefined until the first answer, empty until my chain is known here. */
export function createRecoveryCodes(): Accessor<readonly RecoveryCodeRow[] | undefined> {
  const { api } = useEngine();
  const [codes, setCodes] = createSignal<readonly RecoveryCodeRow[]>();
  openView(() => api.onRecoveryCodes(proxy((next: readonly RecoveryCodeRow[]) => setCodes(() => next))));
  return codes;
}

/** What waits on this device, over all conversations, oldest first; undefined until the first answer. */
export function createWaiting(): Accessor<readonly WaitingRow[] | undefined> {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly WaitingRow[]>();
  openView(() => api.onWaiting(proxy((next: readonly WaitingRow[]) => setRows(() => next))));
  return rows;
}

/** Own phrases and those of my groups; undefined until the first answer. */
export function createPhrases(): Accessor<readonly PhraseRow[] | undefined> {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly PhraseRow[]>();
  openView(() => api.onPhrases(proxy((next: readonly PhraseRow[]) => setRows(() => next))));
  return rows;
}

/** Photos and files of a conversation, newest first; undefined until the first answer. */
export function createLibrary(conversation: Accessor<SpaceId>): Accessor<readonly LibraryRow[] | undefined> {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly LibraryRow[]>();
  openView(() =>
    api.onLibrary(
      untrack(conversation),
      proxy((next: readonly LibraryRow[]) => setRows(() => next)),
    ),
  );
  return rows;
}

/** Colleagues whom she looks for first. */
export function createFavourites(): Accessor<ReadonlySet<UserId>> {
  const { api } = useEngine();
  const [users, setUsers] = createSignal<ReadonlySet<UserId>>(new Set());
  openView(() => api.onFavourites(proxy((next: readonly UserId[]) => void setUsers(new Set(next)))));
  return users;
}

/** Whether she shows that she is here; undefined until the first answer. */
export function createPresenceShown(): Accessor<boolean | undefined> {
  const { api } = useEngine();
  const [isShown, setShown] = createSignal<boolean>();
  openView(() => api.onPresenceShown(proxy((next: boolean) => void setShown(next))));
  return isShown;
}

/** Whether I show what I have read; undefined until the first answer. */
export function createReadsShown(): Accessor<boolean | undefined> {
  const { api } = useEngine();
  const [areShown, setShown] = createSignal<boolean>();
  openView(() => api.onReadsShown(proxy((next: boolean) => void setShown(next))));
  return areShown;
}

/** What administrators decided for everybody; undefined until the first answer. */
export function createPolicy(): Accessor<Policy | undefined> {
  const { api } = useEngine();
  const [policy, setPolicy] = createSignal<Policy>();
  openView(() => api.onPolicy(proxy((next: Policy) => setPolicy(() => next))));
  return policy;
}

/** The same, with the link that says so; undefined until the first answer. */
export function createRules(): Accessor<RulesInForce | undefined> {
  const { api } = useEngine();
  const [rules, setRules] = createSignal<RulesInForce>();
  openView(() => api.onRules(proxy((next: RulesInForce) => setRules(() => next))));
  return rules;
}

/** What the hospital decided about urgent messages, and whether she may send one; undefined until the first answer. */
export function createUrgentRules(): Accessor<UrgentRules | undefined> {
  const { api } = useEngine();
  const [rules, setRules] = createSignal<UrgentRules>();
  openView(() => api.onUrgentRules(proxy((next: UrgentRules) => setRules(() => next))));
  return rules;
}

/** What opens this device, and when it locks by itself; undefined until the first answer. */
export function createLockSettings(): Accessor<LockSettings | undefined> {
  const { api } = useEngine();
  const [settings, setSettings] = createSignal<LockSettings>();
  openView(() => api.onLock(proxy((next: LockSettings) => setSettings(() => next))));
  return settings;
}
