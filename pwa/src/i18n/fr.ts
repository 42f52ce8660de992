/**
 * French: the language every other dictionary is measured against, area by area (i18n/fr). No-break spaces stand before : ; ? ! » and
 * after «.
 */

import { account } from './fr/account.ts';
import { admin } from './fr/admin.ts';
import { alerts } from './fr/alerts.ts';
import { announcements } from './fr/announcements.ts';
import { approvals } from './fr/approvals.ts';
import { audit } from './fr/audit.ts';
import { calendar } from './fr/calendar.ts';
import { calendarGrid } from './fr/calendar-grid.ts';
import { calls } from './fr/calls.ts';
import { capture } from './fr/capture.ts';
import { cards } from './fr/cards.ts';
import { common } from './fr/common.ts';
import { devices } from './fr/devices.ts';
import { door } from './fr/door.ts';
import { eventForm } from './fr/event-form.ts';
import { events } from './fr/events.ts';
import { factor } from './fr/factor.ts';
import { failures } from './fr/failures.ts';
import { files } from './fr/files.ts';
import { groupCalls } from './fr/group-calls.ts';
import { groups } from './fr/groups.ts';
import { inCall } from './fr/in-call.ts';
import { inbox } from './fr/inbox.ts';
import { invitations } from './fr/invitations.ts';
import { lock } from './fr/lock.ts';
import { messages } from './fr/messages.ts';
import { network } from './fr/network.ts';
import { notifications } from './fr/notifications.ts';
import { onCall } from './fr/on-call.ts';
import { people } from './fr/people.ts';
import { phrases } from './fr/phrases.ts';
import { recovery } from './fr/recovery.ts';
import { reminders } from './fr/reminders.ts';
import { reset } from './fr/reset.ts';
import { rules } from './fr/rules.ts';
import { search } from './fr/search.ts';
import { settings } from './fr/settings.ts';
import { shared } from './fr/shared.ts';
import { storage } from './fr/storage.ts';
import { thread } from './fr/thread.ts';
import { trust } from './fr/trust.ts';
import { units } from './fr/units.ts';
import { urgent } from './fr/urgent.ts';
import { usage } from './fr/usage.ts';
import { viewer } from './fr/viewer.ts';
import { voice } from './fr/voice.ts';

export const fr = {
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
} as const;

export type Key = keyof typeof fr;
