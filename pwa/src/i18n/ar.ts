/** Arabic, with the words of Tunisian wards. All six plural forms where a number is said. */

import { approvals } from './ar/approvals.ts';
import { cards } from './ar/cards.ts';
import { common } from './ar/common.ts';
import { devices } from './ar/devices.ts';
import { door } from './ar/door.ts';
import { factor } from './ar/factor.ts';
import { failures } from './ar/failures.ts';
import { groups } from './ar/groups.ts';
import { inbox } from './ar/inbox.ts';
import { lock } from './ar/lock.ts';
import { messages } from './ar/messages.ts';
import { people } from './ar/people.ts';
import { phrases } from './ar/phrases.ts';
import { recovery } from './ar/recovery.ts';
import { reset } from './ar/reset.ts';
import { search } from './ar/search.ts';
import { settings } from './ar/settings.ts';
import { shared } from './ar/shared.ts';
import { storage } from './ar/storage.ts';
import { thread } from './ar/thread.ts';
import { trust } from './ar/trust.ts';
import type { Dictionary } from './dictionaries.ts';

export const ar: Dictionary = {
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
