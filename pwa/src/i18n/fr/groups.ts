/** French: groups. */
import type { Text } from '../text.ts';

export const groups = {
  'group.no-name': 'Groupe sans nom',
} as const satisfies Readonly<Record<string, Text>>;
