import { expect, test } from 'vitest';
import { testDeviceId } from '../../test/support/links.ts';
import { type MessageId, messageIdFromBytes } from '../ids.ts';
import { encodeActBody } from '../schema/act.ts';
import { encodeEntry } from '../schema/entry.ts';
import { encodeMessageBody } from '../schema/message.ts';
import type { Segment } from './documents.ts';
import { indexOf } from './segment-index.ts';

const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array(12).fill(i));
const envelope = (wallMs: number) => ({ device: testDeviceId(1), sentAtMs: 1000, clock: { wallMs, counter: 0 } });
const signature = new Uint8Array(64);
const message = (wallMs: number) =>
  encodeEntry(signature, encodeMessageBody({ ...envelope(wallMs), priority: 'normal', text: 'lit 4', details: {} }));
const reaction = (target: MessageId) =>
  encodeEntry(signature, encodeActBody(envelope(9000), { kind: 'react', target, value: 'ok' }));

function makeSegment() {
  let entries: Readonly<Record<string, unknown>> = {};
  const segment = { entries: () => entries } as unknown as Segment;
  return {
    segment,
    set(next: Readonly<Record<string, unknown>>) {
      entries = next;
    },
    order: () => indexOf(segment).inOrder.map(({ position }) => position.id),
  };
}

test('DOC-6 entries stand in order however they came', () => {
  const { set, order } = makeSegment();
  const first = { [idOf(5)]: message(3000), [idOf(1)]: message(2000) };
  set(first);
  expect(order()).toEqual([idOf(1), idOf(5)]);
  set({ ...first, [idOf(2)]: message(4000) });
  expect(order()).toEqual([idOf(1), idOf(5), idOf(2)]);
  set({ ...first, [idOf(2)]: message(4000), [idOf(9)]: message(1000), [idOf(8)]: message(3000), 'not an id': message(1) });
  expect(order()).toEqual([idOf(9), idOf(1), idOf(5), idOf(8), idOf(2)]);
});

test('DOC-10 acts are found by what they aim at, also when they came first', () => {
  const { segment, set } = makeSegment();
  const target = idOf(1);
  const acts = { [idOf(2)]: reaction(target) };
  set(acts);
  expect(indexOf(segment).inOrder).toEqual([]);
  set({ ...acts, [target]: message(1), [idOf(3)]: reaction(target), [idOf(4)]: reaction(idOf(3)) });
  const index = indexOf(segment);
  expect(index.actsOn(target).map(({ position }) => position.id)).toEqual([idOf(2), idOf(3)]);
  expect(index.actsOn(idOf(7))).toEqual([]);
  expect(index.message(target)?.position.wallMs).toBe(1);
});

test('DOC-9 a value that became another one, or went, is not remembered', () => {
  const { segment, set, order } = makeSegment();
  set({ [idOf(1)]: message(1000), [idOf(2)]: message(2000), [idOf(3)]: reaction(idOf(1)) });
  expect(order()).toEqual([idOf(1), idOf(2)]);
  set({ [idOf(1)]: message(5000), [idOf(2)]: message(2000) });
  set({ [idOf(1)]: message(5000), [idOf(2)]: message(2000), [idOf(4)]: message(1) });
  expect(order()).toEqual([idOf(4), idOf(2), idOf(1)]);
  expect(indexOf(segment).actsOn(idOf(1))).toEqual([]);
  set({ [idOf(2)]: 'something else' });
  expect(order()).toEqual([]);
});

test('ENG-2 the index of a document that did not change is the same one', () => {
  const { segment, set } = makeSegment();
  set({ [idOf(1)]: message(1000) });
  const { inOrder } = indexOf(segment);
  expect(indexOf(segment).inOrder).toBe(inOrder);
});
