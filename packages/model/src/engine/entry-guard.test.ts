import { change, type Doc, getChangesSince, getHeads } from '@automerge/automerge/slim';
import { beforeAll, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { concat, utf8 } from '../bytes.ts';
import type { DeviceId } from '../ids.ts';
import { encodeMessage, encodeMessageBody } from '../schema/message.ts';
import { makeSegmentRoot, type SegmentDocument } from '../schema/segment.ts';
import { plainChanges } from './entry-guard.ts';

beforeAll(loadAutomerge);

const [phone, tablet, hers] = [testDeviceId(1), testDeviceId(2), testDeviceId(3)];
const people = { userOf: (device: DeviceId) => (device === hers ? testUser(2) : testUser(1)) };
const id = 'AAAAAAAAAAAAAAAA';
const root = () => makeSegmentRoot('0a'.repeat(16)).doc;
const message = (device: DeviceId, text: string) =>
  encodeMessage(
    new Uint8Array(64),
    encodeMessageBody({ device, sentAtMs: 1000, clock: { wallMs: 1000, counter: 0 }, priority: 'urgent', text, details: {} }),
  );
const payloadOf = (data: Uint8Array) => ({ kind: 'messages', segment: '2026-W47', snapshot: undefined, data });
const after = (start: Doc<SegmentDocument>, write: (draft: SegmentDocument) => void) =>
  payloadOf(concat(...getChangesSince(change(start, { time: 0 }, write), getHeads(start))));
/** A chunk that enters values into a document that knows nothing of the others. */
const chunk = (device: DeviceId, values: Readonly<Record<string, Uint8Array>>) => ({
  chunk: { device },
  payload: after(root(), (draft) => {
    for (const [key, value] of Object.entries(values)) draft.m[key] = value;
  }),
});
const mine = message(phone, 'lit 12: adrénaline');

test('DOC-9 new messages enter, in the order of the chunks', () => {
  const answer = chunk(hers, { BBBBBBBBBBBBBBBB: message(hers, 'oui') });
  expect(plainChanges(people, {}, [chunk(phone, { [id]: mine }), answer])?.length).toBe(2);
});

test('DOC-9 a colleague cannot put her words in the place of mine, neither later nor in the same batch', () => {
  const replaced = chunk(hers, { [id]: message(hers, 'rien') });
  expect(plainChanges(people, { [id]: mine }, [replaced])).toBeUndefined();
  expect(plainChanges(people, {}, [chunk(phone, { [id]: mine }), replaced])).toBeUndefined();
  expect(plainChanges(people, { [id]: mine }, [chunk(hers, { [id]: utf8('junk') })])).toBeUndefined();
});

test('DOC-9, SYNC-5 the same message again, or from another device of its author, is no attack', () => {
  expect(plainChanges(people, { [id]: mine }, [chunk(hers, { [id]: mine })])?.length).toBe(1);
  expect(plainChanges(people, { [id]: mine }, [chunk(tablet, { [id]: message(phone, 'lit 12') })])?.length).toBe(1);
});

test('DOC-9 a chunk that is no change, or takes something away, gives nothing', () => {
  const nothing = { chunk: { device: hers }, payload: payloadOf(utf8('not a change')) };
  expect(plainChanges(people, {}, [chunk(phone, { [id]: mine }), nothing])).toBeUndefined();
  const start = change(root(), { time: 0 }, (draft) => {
    draft.m[id] = mine;
  });
  const removal = after(start, (draft) => {
    delete draft.m[id];
  });
  expect(plainChanges(people, { [id]: mine }, [{ chunk: { device: hers }, payload: removal }])).toBeUndefined();
});
