import { expect, test } from 'vitest';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { generateSigningKey, importVerifyKey, type SigningKey, sign } from '../crypto/primitives.ts';
import { type DeviceId, type MessageId, messageIdFromBytes, spaceIdFromBytes } from '../ids.ts';
import { encodeActBody } from '../schema/act.ts';
import { encodeEntry, encodeEntryBody, entrySignedBytes } from '../schema/entry.ts';
import { encodeMessageBody } from '../schema/message.ts';
import type { People } from './people.ts';
import type { SpaceView } from './spaces.ts';
import { makeVerifiedMessages } from './verified-messages.ts';

const space = spaceIdFromBytes(new Uint8Array(16).fill(1));
const [amel, mallory, stranger] = [testUser(1), testUser(2), testUser(3)];
const devices = new Map([
  [testDeviceId(1), amel],
  [testDeviceId(2), mallory],
  [testDeviceId(3), stranger],
]);
const keys = new Map<DeviceId, SigningKey>();
for (const device of devices.keys()) keys.set(device, (await generateSigningKey()).key);
const keyOf = (device: DeviceId): SigningKey => {
  const key = keys.get(device);
  if (key === undefined) throw new Error('a key');
  return key;
};
const chain = (device: DeviceId, resetN?: number) => ({
  devices: new Map([[device, { addedN: resetN ?? 0 }]]),
  resetLinks: resetN === undefined ? [] : [{ n: resetN }],
});
const people = {
  chainOf: () => chain(testDeviceId(1)),
  userOf: (device: DeviceId) => devices.get(device),
  verifyKeyOf: (device: DeviceId) => importVerifyKey(keyOf(device).publicKey),
} as unknown as People;
const group = { space, kind: 'group', writers: [amel, mallory].map((user) => [user, 0, 0, 0]) } as unknown as SpaceView;
const id: MessageId = messageIdFromBytes(new Uint8Array(12).fill(7));
const envelope = (device: DeviceId) => ({ device, sentAtMs: 1000, clock: { wallMs: 1000, counter: 0 } });
const signed = async (body: Uint8Array, signer: DeviceId, at = id) =>
  encodeEntry(await sign(keyOf(signer).privateKey, entrySignedBytes(space, at, body)), body);
const check = async (value: unknown, at = id) => makeVerifiedMessages(people).check(group, at, value);
const words = (device: DeviceId) => encodeMessageBody({ ...envelope(device), priority: 'normal', text: 'lit 4', details: {} });

test('DOC-4 inside a group nobody speaks in a colleague’s name: neither with words nor with an act', async () => {
  expect(await check(await signed(words(testDeviceId(1)), testDeviceId(1)))).toMatchObject({
    type: 'message',
    entry: { author: amel },
  });
  expect(await check(await signed(words(testDeviceId(1)), testDeviceId(2)))).toBeUndefined();
  const recall = encodeActBody(envelope(testDeviceId(1)), { kind: 'recall', target: id, value: null });
  expect(await check(await signed(recall, testDeviceId(2)))).toBeUndefined();
  expect(await check(await signed(recall, testDeviceId(1)))).toMatchObject({ type: 'act', entry: { author: amel } });
});

test('DOC-4 who was never a member says nothing, and what was said elsewhere is not said here', async () => {
  expect(await check(await signed(words(testDeviceId(3)), testDeviceId(3)))).toBeUndefined();
  const elsewhere = messageIdFromBytes(new Uint8Array(12).fill(8));
  expect(await check(await signed(words(testDeviceId(1)), testDeviceId(1), elsewhere))).toBeUndefined();
});

test('DOC-10 an entry of a later version keeps its author and its place', async () => {
  const later = encodeEntryBody(9, envelope(testDeviceId(1)), ['something', { new: true }]);
  expect(await check(await signed(later, testDeviceId(1)))).toMatchObject({
    type: 'later',
    entry: { author: amel, sentAtMs: 1000, version: 9 },
  });
  expect(await check(await signed(later, testDeviceId(2)))).toBeUndefined();
});

test('DOC-4 an author who becomes known later is believed then', async () => {
  let isKnown = false;
  const growing = { ...people, userOf: (device: DeviceId) => (isKnown ? devices.get(device) : undefined) } as unknown as People;
  const verified = makeVerifiedMessages(growing);
  const value = await signed(words(testDeviceId(1)), testDeviceId(1));
  expect(await verified.check(group, id, value)).toBeUndefined();
  isKnown = true;
  expect(await verified.check(group, id, value)).toMatchObject({ type: 'message' });
});

test('DOC-4 a forgery is not verified again each time somebody looks', async () => {
  let asked = 0;
  const counting = {
    ...people,
    verifyKeyOf(device: DeviceId) {
      asked++;
      return people.verifyKeyOf(device);
    },
  } as unknown as People;
  const verified = makeVerifiedMessages(counting);
  const forged = await signed(words(testDeviceId(1)), testDeviceId(2));
  for (let i = 0; i < 5; i++) expect(await verified.check(group, id, forged)).toBeUndefined();
  expect(asked).toBe(1);
});

test('RESET-5 DOC-4 a new identity has no words in a space that does not know it, whoever carries them in; it has them afterwards', async () => {
  const reset = { ...people, chainOf: () => chain(testDeviceId(1), 4) } as unknown as People;
  const verified = makeVerifiedMessages(reset);
  const value = await signed(words(testDeviceId(1)), testDeviceId(1));
  expect(await verified.check(group, id, value)).toBeUndefined();
  const confirmed = { ...group, writers: [...group.writers, [amel, 1, 1, 4]] } as unknown as SpaceView;
  expect(await verified.check(confirmed, id, value)).toMatchObject({ type: 'message', entry: { author: amel } });
});
