/** Arabic, with the words of Tunisian wards. All six plural forms where a number is said. */

import { account } from './ar/account.ts';
import { admin } from './ar/admin.ts';
import { alerts } from './ar/alerts.ts';
import { announcements } from './ar/announcements.ts';
import { approvals } from './ar/approvals.ts';
import { audit } from './ar/audit.ts';
import { calendar } from './ar/calendar.ts';
import { calendarGrid } from './ar/calendar-grid.ts';
import { calls } from './ar/calls.ts';
import { capture } from './ar/capture.ts';
import { cards } from './ar/cards.ts';
import { common } from './ar/common.ts';
import { devices } from './ar/devices.ts';
import { door } from './ar/door.ts';
import { eventForm } from './ar/event-form.ts';
import { events } from './ar/events.ts';
import { factor } from './ar/factor.ts';
import { failures } from './ar/failures.ts';
import { files } from './ar/files.ts';
import { groupCalls } from './ar/group-calls.ts';
import { groups } from './ar/groups.ts';
import { inCall } from './ar/in-call.ts';
import { inbox } from './ar/inbox.ts';
import { invitations } from './ar/invitations.ts';
import { lock } from './ar/lock.ts';
import { messages } from './ar/messages.ts';
import { network } from './ar/network.ts';
import { notifications } from './ar/notifications.ts';
import { onCall } from './ar/on-call.ts';
import { people } from './ar/people.ts';
import { phrases } from './ar/phrases.ts';
import { recovery } from './ar/recovery.ts';
import { reminders } from './ar/reminders.ts';
import { reset } from './ar/reset.ts';
import { rules } from './ar/rules.ts';
import { search } from './ar/search.ts';
import { settings } from './ar/settings.ts';
import { shared } from './ar/shared.ts';
import { storage } from './ar/storage.ts';
import { thread } from './ar/thread.ts';
import { trust } from './ar/trust.ts';
import { units } from './ar/units.ts';
import { urgent } from './ar/urgent.ts';
import { usage } from './ar/usage.ts';
import { viewer } from './ar/viewer.ts';
import { voice } from './ar/voice.ts';
import type { Dictionary } from './dictionaries.ts';

export const ar: Dictionary = {
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
