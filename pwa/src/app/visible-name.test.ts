import { expect, test } from 'vitest';
import { visibleName } from './visible-name.ts';

test('controls of direction and invisible characters are taken out', () => {
  expect(visibleName('Réa\u202egnp.exe\u202c')).toBe('Réagnp.exe');
  expect(visibleName('\u2067Lit\u200b 12\u2069\u{e0041}')).toBe('Lit 12');
  expect(visibleName('Garde\n\u0000du   soir')).toBe('Garde du soir');
});

test('a name of which nothing can be seen is empty', () => {
  expect(visibleName('\u200b\u200d\u3164 \u202e')).toBe('');
});

test('joiners stay between letters, marks do not pile up', () => {
  expect(visibleName('می\u200cخواهم')).toBe('می\u200cخواهم');
  expect(visibleName(`e${'\u0301'.repeat(40)}`)).toBe('e\u0301\u0301\u0301');
});
