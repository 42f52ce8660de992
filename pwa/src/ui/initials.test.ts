import { expect, test } from 'vitest';
import { hueOf, initials } from './initials.ts';

test('initials are those of the first and the last name, without a title', () => {
  expect(initials('Dr Karim Jaziri')).toBe('KJ');
  expect(initials('Yasmine Ben Amor')).toBe('YA');
  expect(initials('  leïla  ')).toBe('L');
  expect(initials('')).toBe('');
});

test('Arabic initials leave the article out and do not join', () => {
  expect(initials('كريم الجزيري')).toBe('ك\u200cج');
});

test('a hue is stable and never red or amber', () => {
  for (let i = 0; i < 200; i++) {
    const hue = hueOf(`person-${i}`);
    expect(hue).toBe(hueOf(`person-${i}`));
    expect(hue).toBeGreaterThanOrEqual(150);
    expect(hue).toBeLessThanOrEqual(320);
  }
});
