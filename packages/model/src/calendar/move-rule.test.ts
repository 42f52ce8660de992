import { expect, test } from 'vitest';
import { moveRule } from './move-rule.ts';

const at = (date: string) => ({ local: `${date}T14:30:00`, zone: 'Africa/Tunis' });
const moved = (rule: string, from: string, to: string) => moveRule(rule, at(from), at(to));

test('CAL-6 a rule goes along with the day that its start moves to', () => {
  // 13 October 2026 is the second Tuesday, 27 October the last.
  expect(moved('FREQ=WEEKLY;BYDAY=TU', '2026-10-13', '2026-10-15')).toBe('FREQ=WEEKLY;BYDAY=TH');
  expect(moved('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU', '2026-10-13', '2026-10-14')).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,MO');
  expect(moved('FREQ=MONTHLY;BYDAY=2TU', '2026-10-13', '2026-10-15')).toBe('FREQ=MONTHLY;BYDAY=3TH');
  expect(moved('FREQ=MONTHLY;BYDAY=-1TU', '2026-10-27', '2026-10-28')).toBe('FREQ=MONTHLY;BYDAY=-1WE');
  expect(moved('FREQ=MONTHLY;BYMONTHDAY=13', '2026-10-13', '2026-10-15')).toBe('FREQ=MONTHLY;BYMONTHDAY=15');
  expect(moved('FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31', '2026-10-31', '2026-11-02')).toBe('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2');
});
test('what it says of other days, and a rule that only follows its start, stay as they are', () => {
  const same = [
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'FREQ=YEARLY;BYWEEKNO=20',
    'not a rule',
    '',
  ];
  for (const rule of same) expect(moved(rule, '2026-10-13', '2026-10-15')).toBe(rule);
  expect(moved('FREQ=WEEKLY;BYDAY=TU', '2026-10-13', '2026-10-13')).toBe('FREQ=WEEKLY;BYDAY=TU');
});
