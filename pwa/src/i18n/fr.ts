/**
 * French: the language every other dictionary is measured against, area by area (i18n/fr). No-break spaces stand before : ; ? ! » and
 * after «.
 */
import { approvals } from './fr/approvals.ts';
import { cards } from './fr/cards.ts';
import { common } from './fr/common.ts';
import { devices } from './fr/devices.ts';
import { door } from './fr/door.ts';
import { factor } from './fr/factor.ts';
import { failures } from './fr/failures.ts';
import { groups } from './fr/groups.ts';
import { inbox } from './fr/inbox.ts';
import { lock } from './fr/lock.ts';
import { messages } from './fr/messages.ts';
import { people } from './fr/people.ts';
import { phrases } from './fr/phrases.ts';
import { recovery } from './fr/recovery.ts';
import { reset } from './fr/reset.ts';
import { search } from './fr/search.ts';
import { settings } from './fr/settings.ts';
import { shared } from './fr/shared.ts';
import { storage } from './fr/storage.ts';
import { thread } from './fr/thread.ts';
import { trust } from './fr/trust.ts';

export const fr = {
  ...common,
  ...door,
  ...inbox,
  ...groups,
  ...people,
  ...thread,
  ...messages,
  ...cards,
  ...phrases,
  ...search,
  ...settings,
  ...devices,
  ...factor,
  ...recovery,
  ...storage,
  ...lock,
  ...approvals,
  ...reset,
  ...shared,
  ...failures,
  ...trust,
} as const;

export type Key = keyof typeof fr;
