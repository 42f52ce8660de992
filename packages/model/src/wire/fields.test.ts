import * as v from 'valibot';
import { expect, test } from 'vitest';
import { nameField } from './fields.ts';

test('WIRE-2 a name has no character that makes it read as another', () => {
  const unseen = ['\u202e', '\u2066', '\u200b', '\ufeff', '\u00ad', '\u2060', '\u0085', '\n', '\u2028', '\ud800', '\u{e0041}'];
  for (const character of unseen) expect(v.safeParse(nameField, `Amel${character} Ben`).success).toBe(false);
});

test('WIRE-2 names as they are typed in the languages of the wards are taken', () => {
  for (const name of ['Amel Ben Ali', 'Éloïse d’Arc-Müller', 'آمال بن علي', 'نرگس می\u200cخواهم', '\u200fآمال', '李小龙'])
    expect(v.safeParse(nameField, name).success).toBe(true);
});
