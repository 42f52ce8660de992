/** Arabic: groups. */
import type { groups as french } from '../fr/groups.ts';
import type { Same } from '../text.ts';

export const groups: Same<typeof french> = {
  'group.no-name': 'مجموعة دون اسم',
};
