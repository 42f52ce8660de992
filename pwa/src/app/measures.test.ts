import { expect, test } from 'vitest';
import { isolateMeasures } from './measures.ts';

const visible = (text: string) => text.replaceAll('\u2066', '⟦').replaceAll('\u2069', '⟧');

test('a dose among Arabic words keeps its order in a line of plain text', () => {
  expect(visible(isolateMeasures('أعطِ 10-20 mg ثم قِس الضغط 120/80'))).toBe('أعطِ ⟦10-20 mg⟧ ثم قِس الضغط ⟦120/80⟧');
});

test('what cannot be turned round stays as it is', () => {
  for (const text of ['', 'Lit 12 : venez', 'السرير 12', 'sans chiffre']) expect(isolateMeasures(text)).toBe(text);
});
