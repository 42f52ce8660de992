/** What screens subscribe to (ENG-2). A view that is opened before there is a session starts with it. */
import type { EngineApi, Unsubscribe } from './api.ts';
import type { ClockDep } from './deps.ts';
import { makeCoalescer } from './list-view.ts';
import type { Session } from './session.ts';
import { openThread } from './thread-view.ts';
import { trustState, trustTables } from './trust-view.ts';

type Views = Pick<
  EngineApi,
  | 'onSync'
  | 'onConversations'
  | 'onMessages'
  | 'onWaiting'
  | 'onDirectory'
  | 'onDevices'
  | 'onRecoveryCodes'
  | 'onPhrases'
  | 'onPresenceShown'
  | 'onTrust'
  | 'noteAttention'
>;
type OpenView = (open: (session: Session) => Unsubscribe) => Unsubscribe;
type OnStoreChange = (listener: (tables: ReadonlySet<string>) => void) => Unsubscribe;

export interface SessionViews {
  readonly open: OpenView;
  /** A session began: every view that is subscribed opens on it. */
  start(session: Session): void;
  /** It ended: views close, and open again with the next one. */
  stop(): void;
}

export function makeSessionViews(session: () => Session | undefined): SessionViews {
  const subscribed = new Set<(session: Session) => Unsubscribe>();
  const running = new Map<(session: Session) => Unsubscribe, Unsubscribe>();
  return {
    open(view) {
      subscribed.add(view);
      const current = session();
      if (current !== undefined) running.set(view, view(current));
      return () => {
        subscribed.delete(view);
        running.get(view)?.();
        running.delete(view);
      };
    },
    start(next) {
      for (const view of subscribed) running.set(view, view(next));
    },
    stop() {
      for (const close of running.values()) close();
      running.clear();
    },
  };
}

const settleMs = 20;
const phraseTables = ['own', 'group', 'group-phrases', 'phrase-uses', 'space', 'intent'];

function attend(session: Session): Unsubscribe {
  session.noteAttention(true);
  return () => session.noteAttention(false);
}

export function makeViews(view: OpenView, clock: ClockDep, onStoreChange: OnStoreChange): Views {
  /** Delivers now and after every change of one of the tables, bursts once. */
  function follow(tables: readonly string[], deliver: () => void): Unsubscribe {
    const refresh = makeCoalescer(clock.schedule, settleMs, async () => deliver());
    const stop = onStoreChange((changed) => {
      if (tables.some((table) => changed.has(table))) refresh.poke();
    });
    refresh.poke();
    return () => {
      stop();
      refresh.stop();
    };
  }

  let endAttention: Unsubscribe | undefined;
  return {
    // Like a view: a window may have the attention before there is a session, and has it still in the next one.
    async noteAttention(isHere) {
      if (!isHere) endAttention?.();
      endAttention = isHere ? (endAttention ?? view(attend)) : undefined;
    },
    onSync: async (listener) => view((session) => session.onSync(listener)),
    onConversations: async (listener) => view((session) => session.conversations.open(listener)),
    onMessages: async (conversation, limit, listener) =>
      view((session) => openThread(session.thread, conversation, limit, listener)),
    onWaiting: async (listener) =>
      view((session) => follow(['pending', 'person'], () => listener(session.conversations.waiting()))),
    onDevices: async (listener) =>
      view((session) => {
        void session.ownDevices.refreshSeen();
        return follow(['chain', 'own', 'devices-seen', 'lost-device'], () => listener(session.ownDevices.rows()));
      }),
    onRecoveryCodes: async (listener) =>
      view((session) => follow(['chain', 'own'], () => listener(session.ownDevices.recoveryCodes()))),
    onDirectory: async (listener) => view((session) => follow(['person'], () => listener(session.people.colleagues()))),
    onTrust: async (listener) => view((session) => follow(trustTables, () => listener(trustState(session)))),
    onPhrases: async (listener) => view((session) => follow(phraseTables, () => listener(session.phrases.all()))),
    onPresenceShown: async (listener) =>
      view((session) => follow(['own'], () => listener(session.preferences.isPresenceShown()))),
  };
}
