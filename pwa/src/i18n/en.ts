/** English. */
import type { Dictionary } from './dictionaries.ts';
import { approvals } from './en/approvals.ts';
import { cards } from './en/cards.ts';
import { common } from './en/common.ts';
import { devices } from './en/devices.ts';
import { door } from './en/door.ts';
import { factor } from './en/factor.ts';
import { failures } from './en/failures.ts';
import { groups } from './en/groups.ts';
import { inbox } from './en/inbox.ts';
import { lock } from './en/lock.ts';
import { messages } from './en/messages.ts';
import { people } from './en/people.ts';
import { phrases } from './en/phrases.ts';
import { recovery } from './en/recovery.ts';
import { reset } from './en/reset.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shared } from './en/shared.ts';
import { storage } from './en/storage.ts';
import { thread } from './en/thread.ts';
import { trust } from './en/trust.ts';

export const en: Dictionary = {
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
};
