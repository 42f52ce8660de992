/** Before the first message after somebody joined: how many will read it, and how many of them are new. */
import type { Group, ThreadRow } from '@sanad/model/engine/api';
import type { Translate } from '../../i18n/translate.ts';

export function newcomersLine(
  words: Translate,
  group: Group | undefined,
  order: readonly string[],
  byId: Readonly<Record<string, ThreadRow | undefined>>,
): string | undefined {
  if (group === undefined || group.newcomers.length === 0) return undefined;
  const fresh = new Set(group.newcomers);
  for (let at = order.length - 1; at >= 0; at--) {
    const row = byId[order[at] ?? ''];
    if (row?.type === 'message' && row.mine) return undefined;
    if (row?.type === 'event' && row.event.added.some((user) => fresh.has(user))) break;
  }
  const readers = Math.max(group.members - 1, fresh.size);
  return words.t('newcomers.both', {
    readers: words.n('newcomers.readers', readers),
    news: words.n('newcomers.new', fresh.size),
  });
}
