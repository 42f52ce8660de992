import { expect, test } from 'vitest';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { browserKind, lowSpace, sizeWords } from './storage-words.ts';

const words = { ...makeTranslate('fr', fr), language: () => 'fr' as const };
const reading = (usedBytes: number | undefined, quotaBytes: number | undefined) => ({ isKept: true, usedBytes, quotaBytes });

test('sizes are said in the unit that a person would use', () => {
  expect([0, 999_999, 1_000_000, 184_400_000, 2_300_000_000, 64_000_000_000].map((bytes) => sizeWords(words, bytes))).toEqual([
    'moins de 1\u00a0Mo',
    'moins de 1\u00a0Mo',
    '1\u00a0Mo',
    '184\u00a0Mo',
    '2,3\u00a0Go',
    '64\u00a0Go',
  ]);
});

test('STORE-5 space is low below a tenth or below 50 MB, and not where the browser says nothing', () => {
  expect(lowSpace(reading(100e6, 1000e6))).toBeUndefined();
  expect(lowSpace(reading(901e6, 1000e6))).toBe(99e6);
  expect(lowSpace(reading(60e6, 100e6))).toBe(40e6);
  expect(lowSpace(reading(120e6, 100e6))).toBe(0);
  for (const silent of [reading(undefined, 100e6), reading(1, undefined), reading(0, 0)])
    expect(lowSpace(silent)).toBeUndefined();
});

test('a browser is known by what it is made of: on an iPhone all are Safari, but for their names', () => {
  expect(browserKind('Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36')).toBe('chromium');
  expect(browserKind('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('firefox');
  expect(browserKind('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1')).toBe(
    'safari',
  );
  expect(browserKind('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile/15E148 Safari/604.1')).toBe(
    'safari',
  );
  expect(browserKind('curl')).toBe('other');
});
