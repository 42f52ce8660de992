import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCbor } from '../cbor.ts';
import { type FileId, type MessageId, messageIdFromBytes, type SpaceId, type UserId, userIdFromBytes } from '../ids.ts';
import { type Act, decodeAct, encodeAct } from './act.ts';
import { readEventChange } from './event.ts';
import { EVENT_STATES, type EventFields, RSVPS, SWAPS } from './event-values.ts';
import { PRIORITIES } from './message-values.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const user: fc.Arbitrary<UserId> = bytes(16).map(userIdFromBytes);
const id: fc.Arbitrary<MessageId> = bytes(12).map(messageIdFromBytes);
const hex16 = fc.stringMatching(/^[0-9a-f]{32}$/);
const date = fc.constantFrom('2026-10-13', '1999-12-31', '2199-01-01');
const fields = fc.record<EventFields>(
  {
    title: fc.string({ maxLength: 300 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
    place: fc.constant('Salle B2'),
    notes: fc.string({ maxLength: 500 }),
    start: fc.oneof(
      date.map((on) => ({ date: on })),
      date.map((on) => ({ local: `${on}T09:30:00`, zone: 'Africa/Tunis' })),
    ),
    lengthS: fc.nat(86_400),
    rule: fc.constant('FREQ=DAILY'),
    dates: fc.array(date, { maxLength: 3 }),
    without: fc.array(date, { maxLength: 3 }),
    state: fc.constantFrom(...EVENT_STATES),
    priority: fc.constantFrom(...PRIORITIES),
    reminders: fc.array(fc.nat(1000), { maxLength: 5 }),
    conversation: fc.option(hex16 as fc.Arbitrary<SpaceId>),
    call: fc.boolean(),
    duty: fc.constant('Garde'),
    holder: fc.option(user),
    uid: fc.constant('a@b'),
    extra: fc.string({ maxLength: 100 }),
  },
  { requiredKeys: [] },
);
const at = fc.option(date, { nil: undefined });
const text = fc.string({ maxLength: 500 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('event' as const),
    target: fc.option(id),
    value: fc.record({
      fields,
      invited: fc.array(fc.tuple(user, fc.boolean()), { maxLength: 5 }).map((list) => new Map(list)),
      files: fc
        .array(hex16 as fc.Arbitrary<FileId>, { maxLength: 3 })
        .map((list) => new Map(list.map((file) => [file, null] as const))),
      builds: fc.array(id, { maxLength: 8 }),
      at: date.map((on): string | undefined => on),
      following: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constant('rsvp' as const),
    target: id,
    value: fc.record({ word: fc.constantFrom(...RSVPS), comment: text, at }),
  }),
  fc.record({
    kind: fc.constant('swap' as const),
    target: id,
    value: fc.record({
      word: fc.constantFrom(...SWAPS),
      request: fc.option(id, { nil: undefined }),
      to: fc.option(user, { nil: undefined }),
      at,
      comment: text,
    }),
  }),
);

test('CAL-1: an act of a calendar reads as it was written', () => {
  fc.assert(
    fc.property(acts, (act) => {
      expect(decodeAct(encodeAct(act))).toEqual(act);
    }),
  );
});
test('CAL-1: a field that cannot be read is left out, and the others stand', () => {
  const change = readEventChange({
    f: { t: 'Staff', p: 'x'.repeat(501), n: 7, s: ['2026-13-01'], l: -1, i: 'nobody', a: 3, zz: 1 },
    b: [],
    w: 1,
  });
  expect(change).toMatchObject({ fields: { title: 'Staff' }, at: undefined, following: false });
  expect(Object.keys(change?.fields ?? {})).toEqual(['title']);
});
test('CAL-1: a role, a place and a title are read without what is not seen: two roles that look alike are one', () => {
  const f = { t: 'St\u202eaff', p: 'Salle\u2066 B2', g: 'Réa\u200bnimation' };
  expect(readEventChange({ f })?.fields).toEqual({ title: 'Staff', place: 'Salle B2', duty: 'Réanimation' });
  const typed = [' Réanimation', 'Re\u0301animation', 'Réanimation\u200b '];
  expect(new Set(typed.map((g) => readEventChange({ f: { g } })?.fields.duty))).toEqual(new Set(['Réanimation']));
});
test('CAL-1: no bytes and no value throw; an answer without a target is none', () => {
  fc.assert(fc.property(fc.uint8Array(), (some) => void decodeAct(some)));
  fc.assert(fc.property(fc.anything(), (some) => void readEventChange(some)));
  expect(decodeAct(encodeCbor([41, null, { w: 'yes' }]))).toBeUndefined();
  expect(decodeAct(encodeCbor([41, new Uint8Array(12), { w: 'yes' }]))).toMatchObject({
    kind: 'rsvp',
    value: { word: 'yes', comment: '' },
  });
  expect(decodeAct(encodeCbor([40, null, { f: {} }]))).toMatchObject({ kind: 'event', target: null });
});
