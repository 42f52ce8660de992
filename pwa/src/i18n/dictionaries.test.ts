import { describe, expect, test } from 'vitest';
import { ar } from './ar.ts';
import type { Dictionary } from './dictionaries.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { makeTranslate } from './translate.ts';

const all: Readonly<Record<string, Dictionary>> = { fr, ar, en };
const forms = (text: Dictionary[keyof Dictionary]) => (typeof text === 'string' ? [text] : Object.values(text));
const places = (text: string) => [...text.matchAll(/{{ (\w+) }}/g)].map((match) => match[1]).sort();

describe.each(Object.entries(all))('%s', (_language, dictionary) => {
  test('has every key of French, each with words', () => {
    expect(Object.keys(dictionary).sort()).toEqual(Object.keys(fr).sort());
    for (const text of Object.values(dictionary)) for (const form of forms(text)) expect(form.trim()).not.toBe('');
  });

  test('fills the same places as French', () => {
    const others = new Map<string, Dictionary[keyof Dictionary]>(Object.entries(dictionary));
    for (const [key, french] of Object.entries<Dictionary[keyof Dictionary]>(fr)) {
      const other = others.get(key);
      if (other === undefined) throw new Error(key);
      const wanted = places(typeof french === 'string' ? french : french.other);
      expect([key, places(typeof other === 'string' ? other : other.other)]).toEqual([key, wanted]);
    }
  });
});

test('every Arabic number has its six forms', () => {
  for (const [key, text] of Object.entries<Dictionary[keyof Dictionary]>(ar)) {
    if (typeof text !== 'string') expect([key, Object.keys(text)]).toEqual([key, ['zero', 'one', 'two', 'few', 'many', 'other']]);
  }
});

test('French has a no-break space before : ; ? ! »', () => {
  for (const text of Object.values<Dictionary[keyof Dictionary]>(fr)) {
    for (const form of forms(text)) {
      expect(form).not.toMatch(/ [:;?!»]/);
      expect(form).not.toMatch(/[\p{L}\d}][;?!]/u);
    }
  }
});

test('the number chooses the form of its language', () => {
  const arabic = makeTranslate('ar', ar);
  expect(arabic.n('conn.waiting', 2)).toBe('رسالتان في الانتظار');
  expect(arabic.n('conn.waiting', 3)).toBe('3 رسائل في الانتظار');
  expect(arabic.n('conn.waiting', 11)).toBe('11 رسالة في الانتظار');
  const french = makeTranslate('fr', fr);
  expect(french.n('conn.waiting', 0)).toBe('0 message en attente');
  expect(french.n('conn.waiting', 3)).toBe('3 messages en attente');
});
