/** English. */
import type { Dictionary } from './dictionaries.ts';
import { account } from './en/account.ts';
import { admin } from './en/admin.ts';
import { alerts } from './en/alerts.ts';
import { announcements } from './en/announcements.ts';
import { approvals } from './en/approvals.ts';
import { audit } from './en/audit.ts';
import { calendar } from './en/calendar.ts';
import { calendarGrid } from './en/calendar-grid.ts';
import { calls } from './en/calls.ts';
import { capture } from './en/capture.ts';
import { cards } from './en/cards.ts';
import { common } from './en/common.ts';
import { devices } from './en/devices.ts';
import { door } from './en/door.ts';
import { eventForm } from './en/event-form.ts';
import { events } from './en/events.ts';
import { factor } from './en/factor.ts';
import { failures } from './en/failures.ts';
import { files } from './en/files.ts';
import { groupCalls } from './en/group-calls.ts';
import { groups } from './en/groups.ts';
import { inCall } from './en/in-call.ts';
import { inbox } from './en/inbox.ts';
import { invitations } from './en/invitations.ts';
import { lock } from './en/lock.ts';
import { messages } from './en/messages.ts';
import { network } from './en/network.ts';
import { notifications } from './en/notifications.ts';
import { onCall } from './en/on-call.ts';
import { people } from './en/people.ts';
import { phrases } from './en/phrases.ts';
import { recovery } from './en/recovery.ts';
import { reminders } from './en/reminders.ts';
import { reset } from './en/reset.ts';
import { rules } from './en/rules.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shared } from './en/shared.ts';
import { storage } from './en/storage.ts';
import { thread } from './en/thread.ts';
import { trust } from './en/trust.ts';
import { units } from './en/units.ts';
import { urgent } from './en/urgent.ts';
import { usage } from './en/usage.ts';
import { viewer } from './en/viewer.ts';
import { voice } from './en/voice.ts';

export const en: Dictionary = {
  ...common,
  ...audit,
  ...usage,
  ...door,
  ...inbox,
  ...groups,
  ...people,
  ...thread,
  ...messages,
  ...files,
  ...cards,
  ...phrases,
  ...search,
  ...settings,
  ...devices,
  ...factor,
  ...recovery,
  ...storage,
  ...lock,
  ...admin,
  ...units,
  ...invitations,
  ...announcements,
  ...approvals,
  ...reset,
  ...shared,
  ...failures,
  ...trust,
  ...urgent,
  ...rules,
  ...account,
  ...alerts,
  ...notifications,
  ...calls,
  ...inCall,
  ...network,
  ...groupCalls,
  ...calendar,
  ...calendarGrid,
  ...events,
  ...eventForm,
  ...onCall,
  ...reminders,
  ...capture,
  ...voice,
  ...viewer,
};
