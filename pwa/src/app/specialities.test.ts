import { expect, test } from 'vitest';
import { parseSpecialities, writeSpecialities } from './specialities.ts';

test('DIR-1 specialities are typed in one line, with the commas of any script, each once', () => {
  expect(parseSpecialities(' Cardiologie ,  Échographie،طب الأطفال; Cardiologie,')).toEqual([
    'Cardiologie',
    'Échographie',
    'طب الأطفال',
  ]);
  expect(parseSpecialities('')).toEqual([]);
});

test('DIR-1 too many, one that is too long, or a character that cannot be seen is told and not cut', () => {
  expect(parseSpecialities('a,b,c,d,e,f,g')).toBeUndefined();
  expect(parseSpecialities('x'.repeat(61))).toBeUndefined();
  expect(parseSpecialities('car\u202edio')).toBeUndefined();
});

test('DIR-1 what is written is read back', () => {
  const said = ['Cardiologie', 'طب الأطفال'];
  for (const language of ['fr', 'ar']) expect(parseSpecialities(writeSpecialities(said, language))).toEqual(said);
});
