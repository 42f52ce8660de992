/** What screens subscribe to (ENG-2). A view that is opened before there is a session starts with it. */

import { policyOf } from '../wire/policy.ts';
import { alertTables } from './alerts.ts';
import type { EngineApi, Unsubscribe } from './api.ts';
import type { RulesInForce } from './api-rules.ts';
import { eventAlerts } from './calendar/event-alerts.ts';
import { reminderSettings } from './calendar/reminder-settings.ts';
import { swapAlerts, withSwaps } from './calendar/swap-alerts.ts';
import type { ClockDep } from './deps.ts';
import { openLibrary } from './files/library.ts';
import { groupsWith } from './groups-with.ts';
import { makeCoalescer } from './list-view.ts';
import type { Session } from './session.ts';
import { openThread } from './thread-view.ts';
import { trustState, trustTables } from './trust-view.ts';
import { rulesOf } from './urgent-commands.ts';

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
  | 'onGroupsWith'
  | 'onPresenceShown'
  | 'onReadsShown'
  | 'onFavourites'
  | 'onTrust'
  | 'onUrgents'
  | 'onPolicy'
  | 'onRules'
  | 'onUrgentRules'
  | 'onAlerts'
  | 'onAnnouncements'
  | 'onNotificationSettings'
  | 'onPush'
  | 'onCue'
  | 'onCall'
  | 'onGroupCall'
  | 'onLibrary'
  | 'onPortraits'
  | 'onEvents'
  | 'onEvent'
  | 'onRoster'
  | 'onUpcoming'
  | 'onReminderSettings'
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
const minuteMs = 60_000;
const urgentTables = ['urgent', 'alarm', 'pending', 'mark', 'own-read', 'space', 'person', 'group', 'own'];
const phraseTables = ['own', 'group', 'group-phrases', 'phrase-uses', 'space', 'intent'];

function attend(session: Session): Unsubscribe {
  session.noteAttention(true);
  return () => session.noteAttention(false);
}

export function makeViews(view: OpenView, clock: ClockDep, onStoreChange: OnStoreChange): Views {
  /** Delivers now and after every change of one of the tables, bursts once; what depends on the time as well, also every `everyMs`. */
  function follow(tables: readonly string[], deliver: () => void, everyMs?: number): Unsubscribe {
    const refresh = makeCoalescer(clock.schedule, settleMs, async () => deliver());
    const stop = onStoreChange((changed) => {
      if (tables.some((table) => changed.has(table))) refresh.poke();
    });
    refresh.poke();
    let cancel: (() => void) | undefined;
    const again = (): void => {
      if (everyMs === undefined) return;
      cancel = clock.schedule(everyMs, () => {
        refresh.poke();
        again();
      });
    };
    again();
    return () => {
      stop();
      cancel?.();
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
    onDirectory: async (listener) => view((session) => follow(['person'], () => listener(session.people.colleagues(), false))),
    onTrust: async (listener) =>
      view((session) =>
        follow(
          trustTables,
          onlyNews(() => trustState(session), listener),
        ),
      ),
    onUrgents: async (listener) =>
      view((session) => follow(urgentTables, () => listener(session.urgency.urgents.lane()), minuteMs)),
    onPolicy: async (listener) =>
      view((session) => follow(['organisation'], () => listener(policyOf(session.people.organisation())))),
    onRules: async (listener) =>
      view((session) => follow(['organisation', 'person'], () => listener(rulesInForce(session.people)))),
    onUrgentRules: async (listener) => view((session) => follow(['organisation', 'person'], () => listener(rulesOf(session)))),
    onAlerts: async (listener) =>
      view((session) => {
        let turn = 0;
        const deliver = async (): Promise<void> => {
          const mine = ++turn;
          const [swaps, events] = [await swapAlerts(session), await eventAlerts(session)];
          if (mine === turn) listener(withSwaps(session.urgency.alerts(), [...swaps, ...events]));
        };
        const tables = [...alertTables, 'calendar', 'calendar-index'];
        return follow(tables, () => void session.thread.context.activity.track(deliver()), minuteMs);
      }),
    onAnnouncements: async (listener) =>
      view((session) => follow(['announcement', 'person'], () => listener(session.announcements.rows()), minuteMs)),
    onNotificationSettings: async (listener) =>
      view((session) => follow(['own', 'notify-device'], () => listener(session.urgency.notifications()))),
    onPush: async (listener) =>
      view((session) => {
        void session.urgency.push.refresh();
        return follow(['push'], () => listener(session.urgency.push.info()));
      }),
    onCue: async (listener) => view((session) => session.urgency.cues.on(listener)),
    onCall: async (listener) => view((session) => session.calls.on(listener)),
    onGroupCall: async (listener) => view((session) => session.groupCalls.on(listener)),
    onLibrary: async (conversation, listener) => view((session) => openLibrary(session.thread, conversation, listener)),
    onPortraits: async (listener) =>
      view(({ portraits }) => follow(['portrait', 'space', 'file'], onlyNews(portraits.rows, listener))),
    onEvents: async (query, listener) => view(({ calendars }) => calendars.openEvents(query, listener)),
    onEvent: async (calendar, event, at, zone, listener) =>
      view(({ calendars }) => calendars.openEvent(calendar, event, at, zone, listener)),
    onUpcoming: async (zone, listener) => view(({ calendars }) => calendars.openUpcoming(zone, listener)),
    onRoster: async (query, listener) => view(({ calendars }) => calendars.openRoster(query, listener)),
    onReminderSettings: async (listener) =>
      view(({ preferences, thread }) =>
        follow(['own'], () => listener(reminderSettings(thread.context.store, preferences.word))),
      ),
    onPhrases: async (listener) => view((session) => follow(phraseTables, () => listener(session.phrases.all()))),
    onGroupsWith: async (user, listener) =>
      view((session) =>
        follow(
          ['space', 'group', 'intent'],
          onlyNews(() => groupsWith(session, user), listener),
        ),
      ),
    onFavourites: async (listener) => view((session) => follow(['own'], () => listener(session.preferences.favourites()))),
    onPresenceShown: async (listener) =>
      view((session) => follow(['own'], () => listener(session.preferences.isPresenceShown()))),
    onReadsShown: async (listener) => view((session) => follow(['own'], () => listener(session.preferences.areReadsShown()))),
  };
}

/** Most changes of the tables that a view follows say nothing of what it shows. */
function onlyNews<State>(state: () => State, listener: (state: State) => void): () => void {
  let shown = '';
  return () => {
    const now = state();
    const text = JSON.stringify(now);
    if (text !== shown) listener(now);
    shown = text;
  };
}

function rulesInForce(people: Session['people']): RulesInForce {
  const chain = people.organisation();
  const signed = chain?.policySigned;
  const name = (signed && people.person(signed.by)?.name) ?? '';
  return { policy: policyOf(chain), signed: signed && { n: signed.n, atMs: signed.atMs, by: signed.by, name } };
}
