import type { WokenMessage } from '@sanad/model/engine/wake-request';
import { callIdFromBytes } from '@sanad/model/ids';
import { PUSH_KINDS, type PushPayload } from '@sanad/model/wire/push';
import { expect, test } from 'vitest';
import { notificationOf } from './notification.ts';
import { alarm, device, message, otherAlarm, otherSpace, place, space, woken } from './test/woken.ts';
import { directionOf, wordsOf } from './words.ts';

type Kind = Exclude<PushPayload['k'], 'event' | 'reminder'>;
/** Those of events are in event-notification.test.ts. */
const KINDS = PUSH_KINDS.filter((kind): kind is Kind => kind !== 'event' && kind !== 'reminder');
type Push = PushPayload & { readonly k: Kind };
const push = (k: Kind, more: Partial<PushPayload> = {}): Push => ({
  v: 1,
  d: device,
  ...(k === 'test' ? {} : place),
  ...(k === 'message' || k === 'test' ? {} : { a: alarm }),
  ...more,
  k,
});
const read = woken({ priority: 'normal', alarm: undefined });
const fr = wordsOf('fr');
const show = (payload: Push, of?: WokenMessage, canAnswer = true, words = fr, showsText = true) =>
  notificationOf(payload, of, words, { direction: 'ltr', canAnswer, showsText });

test('NOTIFY-1 every kind has a title and words, in every language, read or not', () => {
  for (const language of ['fr', 'ar', 'en'])
    for (const kind of KINDS)
      for (const of of [undefined, read]) {
        const { title, options } = show(push(kind), of, true, wordsOf(language));
        expect([title.trim() === '', (options.body ?? '').trim() === '']).toEqual([false, false]);
      }
});

test('NOTIFY-2 what could not be read shows a level and a place, and nobody', () => {
  for (const kind of KINDS) {
    const shown = JSON.stringify(show(push(kind)));
    expect(shown).not.toContain('Amel');
    expect(shown).not.toContain('hypotension');
  }
  expect(show(push('urgent')).title).toBe('Urgent');
});

test('NOTIFY-2 what could be read shows who, where and what, cut when it is long', () => {
  expect(show(push('urgent'), read)).toMatchObject({ title: 'Urgent – Amel Nour', options: { body: read.text } });
  expect(show(push('message'), { ...read, group: 'Garde', priority: 'medium' }).title).toBe('Important – Amel Nour · Garde');
  const long = show(push('message'), { ...read, text: '🩺'.repeat(500) }).options.body ?? '';
  expect([[...long].length, long.endsWith('🩺…')]).toEqual([240, true]);
});

test('NOTIFY-2 a name in a title is one line without unseen characters: nobody turns or ends it', () => {
  const group = 'Garde\n\u202enuiT \u2069\u2028Dr Salma';
  const { title } = show(push('urgent'), { ...read, group });
  expect(title).toBe('Urgent – Amel Nour · Garde nuiT Dr Salma');
});

test('NOTIFY-3 one per conversation, one per alarm, one for all that cannot be read', () => {
  const tag = (payload: Push, of?: WokenMessage) => show(payload, of).options.tag;
  expect(tag(push('message'), read)).not.toBe(tag(push('message', { s: otherSpace }), read));
  expect(tag(push('message'))).toBe(tag(push('message', { s: otherSpace })));
  const others: readonly Kind[] = ['call', 'call-over', 'message', 'announcement', 'test'];
  const ofAlarm = KINDS.filter((kind) => !others.includes(kind)).map((kind) => tag(push(kind), read));
  expect(new Set(ofAlarm).size).toBe(1);
  expect(tag(push('urgent', { a: otherAlarm }))).not.toBe(ofAlarm[0]);
});

test('NOTIFY-4 an urgent message is taken where it can be signed, and another one marked as read where it was', () => {
  const actions = (payload: Push, of: WokenMessage | undefined, canAnswer: boolean) =>
    show(payload, of, canAnswer).options.actions?.map(({ action }) => action);
  expect(actions(push('urgent'), read, true)).toEqual(['take', 'open']);
  expect(actions(push('urgent'), undefined, false)).toEqual(['open']);
  expect(actions(push('message'), read, true)).toEqual(['open', 'read']);
  expect(actions(push('message'), undefined, true)).toEqual(['open']);
});

test('NOTIFY-5 it leads to its message, to its conversation, to the settings, or to the beginning', () => {
  const path = (payload: Push, of?: WokenMessage) => show(payload, of).options.data.path;
  expect(path(push('urgent'), read)).toBe(`/c/${space}#m=${message}`);
  expect(path(push('urgent'))).toBe(`/c/${space}`);
  expect(path(push('test'))).toBe('/settings/notifications');
  expect(path(push('message', { s: undefined }))).toBe('/');
});

test('NOTIFY-1 the three languages have the same words, each its own; an unknown language is French', () => {
  const [french, arabic, english] = ['fr', 'ar', 'en'].map((language) => {
    const { files, events, ...words } = wordsOf(language);
    const { locale, ...said } = events;
    const ofEvents = Object.entries(said).map(([key, word]): [string, string] => [
      key,
      typeof word === 'string' ? word : key === 'soon' ? events.soon(5, '') : (word as (title: string) => string)(''),
    ]);
    return [...Object.entries({ ...words, file: files(undefined) }), ...ofEvents];
  });
  expect(arabic?.map(([key]) => key)).toEqual(french?.map(([key]) => key));
  expect(english?.map(([key]) => key)).toEqual(french?.map(([key]) => key));
  for (const [, word] of arabic ?? []) expect(word).toMatch(/[\u0600-\u06ff]/u);
  for (const [, word] of french ?? []) expect(word).not.toMatch(/ [:;?!»]/u);
  expect([wordsOf('xx'), directionOf('ar'), directionOf('fr')]).toEqual([fr, 'rtl', 'ltr']);
});

test('GROUPCALL-2 that a call of a group began is told like any message of that group', () => {
  const began = show(push('message'), { ...read, text: '', files: undefined, isGroupCall: true });
  expect(began.options).toMatchObject({ tag: show(push('message'), read).options.tag, renotify: true });
  expect(began.options.body).toContain('A commencé un appel');
});

test('CALL-11 a missed call says so in the place of the call that rang, and of the one before', () => {
  const c = callIdFromBytes(new Uint8Array(16).fill(4));
  const missed = show(push('message'), { ...read, text: '', files: undefined, call: c });
  expect(missed).toMatchObject({ title: 'Amel Nour', options: { body: 'Appel manqué', renotify: false } });
  const tags = [push('call', { c }), push('call', { c: callIdFromBytes(new Uint8Array(16)) }), push('call-over', { c })];
  expect(new Set([missed.options.tag, ...tags.map((payload) => show(payload).options.tag)]).size).toBe(1);
});

test('POLICY-4 where the hospital lets it show who writes alone, no kind of notification says a word of the message', () => {
  const secret = woken({ priority: 'urgent', text: 'Lit 12 : hypotension' });
  for (const kind of KINDS) {
    const { title, options } = show(push(kind), secret, true, fr, false);
    expect(`${title} ${options.body}`).not.toContain('Lit 12');
  }
  expect(show(push('message'), secret, true, fr, false).title).toContain(secret.authorName);
  expect(show(push('urgent'), secret, true, fr, false).title).toContain(secret.authorName);
});
