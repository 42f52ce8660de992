import { isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { textParts } from './message-text.ts';

const user = (last: number): UserId => {
  const id: string = `00000000-0000-7000-8000-00000000000${last}`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
};
const shown = (text: string) => textParts(text, []).filter((part) => part.kind !== 'text');
const links = (text: string) => textParts(text, []).flatMap((part) => (part.kind === 'link' ? [part.href] : []));
const measured = (text: string) => textParts(text, []).flatMap((part) => (part.kind === 'measure' ? [part.text] : []));

test('addresses become links; the full stop of the sentence does not belong to them', () => {
  expect(links('Voir https://chu.tn/a?b=1. Ou http://intranet, (https://chu.tn/x_(y)).')).toEqual([
    'https://chu.tn/a?b=1',
    'http://intranet/',
    'https://chu.tn/x_(y)',
  ]);
  expect(links('amel.nour@chu.tn ou tel:+21671000000')).toEqual(['mailto:amel.nour@chu.tn', 'tel:+21671000000']);
  expect(links('MAILTO:amel@chu.tn')).toEqual(['mailto:amel@chu.tn']);
});

test('what could run or deceive stays text', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'https://chu.tn@evil.example/',
    'https://chu.tn:secret@evil.example/',
    'vbscript:x',
    'javascript://https',
    'www.chu.tn',
  ])
    expect([text, links(text)]).toEqual([text, []]);
});

test('an address ends where letters of another script or controls of direction begin', () => {
  expect(links('https://chu.tn/\u202egpj.exe')).toEqual(['https://chu.tn/']);
  expect(links('https://chu.tnсайт ou amel@chu.tnсайт')).toEqual([]);
  expect(links('انظر https://chu.tn/أ')).toEqual(['https://chu.tn/']);
});

test('a name behind an @ is a mention only as a whole, the longest first', () => {
  const names = [
    { user: user(1), name: 'Amel' },
    { user: user(2), name: 'Amel Nour' },
    { user: user(3), name: 'سامي غربي' },
  ];
  const mentioned = (text: string) => textParts(text, names).flatMap((part) => (part.kind === 'mention' ? [part.user] : []));
  expect(mentioned('@Amel Nour et @Amel, voir @سامي غربي.')).toEqual([user(2), user(1), user(3)]);
  expect(mentioned('@Amelie et Amel Nour')).toEqual([]);
});

test('doses and ranges keep their order among Arabic words', () => {
  expect(measured('أعطِ 10-20 mg ثم 120/80 ثم 5,5 mmol/L')).toEqual(['10-20 mg', '120/80', '5,5 mmol/L']);
  expect(measured('T° 38,5 °C, SpO2 92 %, 2×500 mg, 0,1 µg/kg/min, -2,5')).toEqual([
    '38,5 °C',
    '92 %',
    '2×500 mg',
    '0,1 µg/kg/min',
    '-2,5',
  ]);
  expect(measured('à 14:30 le 13/10/2026')).toEqual(['14:30', '13/10/2026']);
});

test('a plain text is one part', () => {
  expect(textParts('Bonjour Karim', [])).toEqual([{ kind: 'text', text: 'Bonjour Karim' }]);
  expect(shown('lit 12')).toEqual([]);
});
