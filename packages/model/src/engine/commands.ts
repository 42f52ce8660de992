/** What people do in a session (ENG-1): each returns when its effect is durable here. Without a session there is nothing to do it with. */
import { err, ok } from '../result.ts';
import { makeAdminCommands } from './admin-commands.ts';
import { makeAnnouncementCommands } from './announcements.ts';
import type { CommandError, EngineApi } from './api.ts';
import type { AdminApi } from './api-admin.ts';
import type { AuditApi } from './api-audit.ts';
import { makeAuditCommands } from './audit-commands.ts';
import { type CalendarCommands, makeCalendarCommands } from './calendar/calendar-commands.ts';
import { makeReminderCommands, type ReminderCommands } from './calendar/reminder-settings.ts';
import { type CallCommands, makeCallCommands } from './call-commands.ts';
import { cardDraftWrites } from './card-drafts.ts';
import { type DeviceCommands, makeDeviceCommands } from './device-commands.ts';
import { draftWrites } from './drafts.ts';
import { type FileCommands, makeFileCommands } from './files/file-commands.ts';
import { type GroupCallCommands, makeGroupCallCommands } from './group-call-commands.ts';
import { type GroupCommands, makeGroupCommands } from './group-commands.ts';
import { type MessageCommands, makeMessageCommands } from './message-commands.ts';
import { makePhraseCommands, type PhraseCommands } from './phrase-commands.ts';
import { makeRecoveryCodeCommands, type RecoveryCodeCommands } from './recovery-code-commands.ts';
import { makeRoleCommands, type RoleCommands } from './role-commands.ts';
import { makeRulesCommands, type RulesCommands } from './rules-commands.ts';
import { makeSerial } from './serial.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';
import { makeTrustCommands, type TrustCommands } from './trust-commands.ts';
import { makeUrgentCommands, rulesOf, type UrgentCommands } from './urgent-commands.ts';

type Commands = Pick<
  EngineApi,
  | 'acknowledgeAnnouncement'
  | 'sendAnnouncement'
  | 'openDirect'
  | 'editWaiting'
  | 'deleteWaiting'
  | 'saveDraft'
  | 'saveCardDraft'
  | 'leaveDraft'
  | 'markRead'
  | 'retryNow'
  | 'noteTyping'
  | 'retryStopped'
> &
  AdminApi &
  AuditApi &
  MessageCommands &
  DeviceCommands &
  RecoveryCodeCommands &
  GroupCommands &
  PhraseCommands &
  TrustCommands &
  UrgentCommands &
  FileCommands &
  CalendarCommands &
  ReminderCommands &
  RoleCommands &
  RulesCommands &
  CallCommands &
  GroupCallCommands;

export function makeCommands(session: () => Session | undefined, store: () => Store | undefined): Commands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const drafting = makeSerial();
  return {
    async openDirect(user) {
      const opened = await session()?.spaces.openDirect(user);
      if (opened === undefined) return notReady;
      if (opened.ok) return opened;
      const { error } = opened;
      return error.type === 'storage-full' || error.type === 'unknown-person' ? err(error) : notReady;
    },
    ...makeAdminCommands(session),
    ...makeAuditCommands(session),
    ...makeAnnouncementCommands(session),
    ...makeMessageCommands(session),
    ...makeGroupCommands(session),
    ...makePhraseCommands(session),
    ...makeCalendarCommands(session),
    ...makeReminderCommands(session),
    ...makeRoleCommands(session),
    ...makeDeviceCommands(session),
    ...makeTrustCommands(session),
    ...makeUrgentCommands(session),
    ...makeFileCommands(session),
    ...makeCallCommands(session),
    ...makeGroupCallCommands(session),
    async editWaiting(conversation, message, text, priority, details) {
      const open = session();
      if (open === undefined) return notReady;
      const space = open.spaces.get(conversation);
      // What waits as urgent already leaves as it was written, whatever the rules say by now (ORG-10).
      const isUrgent = open.outbox.pending(conversation).find(({ id }) => id === message)?.priority === 'urgent';
      const isRaised = priority === 'urgent' && !isUrgent && space !== undefined;
      if (isRaised && !rulesOf(open).allowed) return err({ type: 'urgent-not-allowed' });
      if (isRaised && open.identities.unacceptedIn(space).length > 0) return err({ type: 'identity-changed' });
      return open.outbox.edit(conversation, message, text, priority, details);
    },
    ...makeRecoveryCodeCommands(session),
    ...makeRulesCommands(session),
    deleteWaiting: async (conversation, message) => session()?.outbox.remove(conversation, message) ?? notReady,
    async saveDraft(conversation, text, priority, details = {}) {
      const context = session()?.thread.context;
      if (context === undefined) return notReady;
      return drafting('draft', () => context.store.commit(draftWrites(context, conversation, { text, priority, details })));
    },
    async saveCardDraft(conversation, draft) {
      const context = session()?.thread.context;
      if (context === undefined) return notReady;
      const writes = cardDraftWrites(context.store, conversation, draft);
      return writes === undefined ? err({ type: 'too-long' }) : context.store.commit(writes);
    },
    // What was saved a moment ago goes with it.
    leaveDraft: () => drafting('draft', async () => session()?.noteDraftLeft()),
    async markRead(conversation, shown) {
      const summaries = session()?.summaries;
      if (summaries === undefined) return notReady;
      const unread = new Map(summaries.unread(conversation).map((entry) => [entry.id, entry]));
      const mark = summaries.markAfterShowing(conversation, shown, (id) => unread.get(id));
      if (mark === undefined || unread.size === 0) return ok(undefined);
      return store()?.commit([{ key: ['read', conversation], value: mark }]) ?? notReady;
    },
    async noteTyping(conversation) {
      session()?.noteTyping(conversation);
    },
    async retryNow() {
      session()?.leader.retryNow();
    },
    async retryStopped(conversation) {
      const open = session();
      if (open === undefined) return notReady;
      if (open.spaces.get(conversation) === undefined) return err({ type: 'unknown-conversation' });
      return store()?.commit([{ key: ['recheck', conversation], value: true }]) ?? notReady;
    },
  };
}
