import type { RecoveryCodeRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { recentlyReplaced } from './recovery-words.ts';

const day = 86_400_000;
const row = (id: string, atMs: number, by: RecoveryCodeRow['by']): RecoveryCodeRow => ({ id, atMs, by, label: 'Firefox' });

test('CODE-6 a code that another device replaced within a week is news; one of this device, the first one and an old one are not', () => {
  const first = row('0', 0, 'other');
  const replaced = row('4', 10 * day, 'other');
  expect(recentlyReplaced([replaced, first], 12 * day)).toBe(replaced);
  expect(recentlyReplaced([row('4', 10 * day, 'administration'), first], 12 * day)?.by).toBe('administration');
  expect(recentlyReplaced([replaced, first], 18 * day)).toBeUndefined();
  expect(recentlyReplaced([row('4', 10 * day, 'this'), first], 12 * day)).toBeUndefined();
  expect(recentlyReplaced([first], day)).toBeUndefined();
  expect(recentlyReplaced(undefined, day)).toBeUndefined();
});
