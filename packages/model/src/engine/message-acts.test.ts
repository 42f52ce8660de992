import { expect, test } from 'vitest';
import { testUser } from '../../test/support/links.ts';
import { type MessageId, messageIdFromBytes, type UserId } from '../ids.ts';
import type { Act } from '../schema/act.ts';
import { recallWindowMs } from '../schema/message-values.ts';
import { groupActs, stateOfMessage } from './message-acts.ts';

const [amel, youssef] = [testUser(1), testUser(2)];
const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array(12).fill(i));
const target = idOf(100);
const message = { author: amel, text: 'lit 4', sentAtMs: 1000, details: {} };

let count = 0;
const by = (author: UserId, act: Act, atMs = 2000 + count) => {
  count += 1;
  return { id: idOf(count % 200), author, sentAtMs: atMs, clock: { wallMs: atMs, counter: 0 }, act };
};
const edit = (text: string): Act => ({ kind: 'edit', target, value: { text, mentions: [] } });
const recall: Act = { kind: 'recall', target, value: null };
const react = (word: string): Act => ({ kind: 'react', target, value: word });

test('DOC-10 an edit shows the newest text and keeps the earlier ones, whatever the order of arrival', () => {
  const [first, second] = [by(amel, edit('lit 5'), 2000), by(amel, edit('lit 6'), 3000)];
  for (const acts of [
    [first, second],
    [second, first],
  ]) {
    const state = stateOfMessage(message, acts);
    expect(state).toMatchObject({ text: 'lit 6', editedAtMs: 3000 });
    expect(state.earlier).toEqual([
      { text: 'lit 4', atMs: 1000 },
      { text: 'lit 5', atMs: 2000 },
    ]);
  }
});

test('DOC-10 only the author edits and recalls', () => {
  expect(stateOfMessage(message, [by(youssef, edit('rien')), by(youssef, recall)])).toMatchObject({
    text: 'lit 4',
    editedAtMs: undefined,
    recalledAtMs: undefined,
  });
});

test('DOC-10 a recall within its time leaves an empty place, also against an edit that comes later', () => {
  const state = stateOfMessage(message, [by(amel, recall, 5000), by(amel, edit('encore'), 6000), by(youssef, react('ok'))]);
  expect(state).toMatchObject({ text: '', recalledAtMs: 5000, earlier: [], pinned: false });
  expect(state.reactions.size).toBe(0);
  expect(stateOfMessage(message, [by(amel, recall, 1000 + recallWindowMs + 1)]).recalledAtMs).toBeUndefined();
});

test('DOC-10 one reaction per person: the newest; an empty one takes it back', () => {
  const acts = [by(amel, react('ok'), 2), by(youssef, react('ok'), 3), by(youssef, react('coming'), 4), by(amel, react(''), 5)];
  expect([...stateOfMessage(message, acts).reactions]).toEqual([['coming', [youssef]]]);
});

test('DOC-10 the newest word on a pin counts, whoever says it', () => {
  const pin = (value: boolean): Act => ({ kind: 'pin', target, value });
  expect(stateOfMessage(message, [by(amel, pin(true), 2), by(youssef, pin(false), 3)]).pinned).toBe(false);
  expect(groupActs([by(amel, pin(true)), by(amel, recall)]).get(target)?.length).toBe(2);
});

test('DOC-10, DOC-11 an edit says anew whether there is a form; a recall leaves none', () => {
  const before = { kind: 'sbar', texts: ['lit 4', '', '', 'venir'] } as const;
  const after = { kind: 'sbar', texts: ['lit 4', '', '', 'venir vite'] } as const;
  const form = { ...message, text: 'lit 4\nvenir', details: { card: before } };
  const change = (card: typeof after | undefined): Act => ({
    kind: 'edit',
    target,
    value: { text: 'lit 4\nvenir vite', mentions: [], card },
  });
  expect(stateOfMessage(form).card).toEqual(before);
  expect(stateOfMessage(form, [by(amel, change(after))]).card).toEqual(after);
  expect(stateOfMessage(form, [by(amel, change(undefined))])).toMatchObject({ text: 'lit 4\nvenir vite', card: undefined });
  expect(stateOfMessage(form, [by(youssef, change(after))]).card).toEqual(before);
  expect(stateOfMessage(form, [by(amel, recall, 5000)]).card).toBeUndefined();
});
