import type { GroupCallRow } from '@sanad/model/engine/api';
import { deviceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { ownHand, shownPeople } from './group-call-people.ts';

const sends = { microphone: true, camera: false, screen: false };
const one = (id: number, handAtMs: number | undefined): GroupCallRow['people'][number] => ({
  user: userIdFromBytes(new Uint8Array(16).fill(id)),
  device: deviceIdFromBytes(new Uint8Array(16).fill(id)),
  ...{ sends, handAtMs, link: 'connected' },
});

test('GROUPCALL-7 hands are numbered in the order in which they went up, mine among them', () => {
  const row = { people: [one(1, 300), one(2, undefined), one(3, 100)], handAtMs: 200 };
  expect(shownPeople(row, []).map(({ hand }) => hand)).toEqual([3, undefined, 1]);
  expect(ownHand(row)).toBe(2);
  expect(ownHand({ ...row, handAtMs: undefined })).toBeUndefined();
});
