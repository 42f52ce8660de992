import { expect, test } from 'vitest';
import { dayEndMs, dayStartMs, emptyForm, hasFilters, hasWords, inOrder, isDay, queryOf } from './search-form.ts';

test('an empty form asks only for how many messages there are', () => {
  expect(queryOf(emptyForm, 50).limit).toBe(1);
  expect(queryOf({ ...emptyForm, text: ' ? ' }, 50).limit).toBe(1);
  expect(queryOf({ ...emptyForm, text: 'lit' }, 50).limit).toBe(50);
  expect(queryOf({ ...emptyForm, priority: 'urgent' }, 100).limit).toBe(100);
});

test('days are those of this device, both inclusive', () => {
  const { fromMs, toMs } = queryOf({ ...emptyForm, from: '2026-10-13', to: '2026-10-13' }, 50);
  expect(fromMs).toBe(new Date('2026-10-13T00:00:00.000').getTime());
  expect(toMs).toBe(new Date('2026-10-13T23:59:59.999').getTime());
  expect(dayEndMs('2026-10-13') + 1).toBe(dayStartMs('2026-10-14'));
  expect(queryOf({ ...emptyForm, text: 'lit' }, 50)).toMatchObject({ fromMs: undefined, toMs: undefined });
});

test('two days the wrong way round are turned', () => {
  expect(inOrder('2026-10-13', '2026-10-01')).toEqual({ from: '2026-10-01', to: '2026-10-13' });
  expect(inOrder('', '2026-10-01')).toEqual({ from: '', to: '2026-10-01' });
});

test('a day is a day of the calendar', () => {
  expect(isDay('2026-10-13')).toBe(true);
  for (const text of ['', '2026-13-40', '13/10/2026', '20261-01-01']) expect(isDay(text)).toBe(false);
});

test('what is asked for: words, filters, or nothing', () => {
  expect([hasWords(emptyForm), hasFilters(emptyForm)]).toEqual([false, false]);
  expect(hasWords({ ...emptyForm, text: 'سرير' })).toBe(true);
  expect(hasFilters({ ...emptyForm, to: '2026-10-13' })).toBe(true);
});
