import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { filled, testUser } from '../../test/support/links.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { deviceIdFromBytes, type UnitId } from '../ids.ts';
import { err } from '../result.ts';
import { makeHttpClient } from './http-client.ts';
import { makeProfiles } from './profiles.ts';
import type { ProfileRow } from './records.ts';
import { openStore } from './store.ts';

const bytes = (length: number) => new Uint8Array(length);
const profileOf = (n: number): ProfileRow => ({
  me: {
    user: testUser(n),
    name: `Person ${n}`,
    email: `${n}@chu.tn`,
    staffNumber: `${n}`,
    profession: 'nurse',
    unit: 'Urgences',
    extension: '',
    languages: [],
    specialities: [],
    role: 'member',
    status: 'active',
    salt: filled(16, n),
  },
  device: {
    id: deviceIdFromBytes(bytes(16).fill(n)),
    keys: { sigPrivate: bytes(32), sigPublic: bytes(32), kemPrivate: bytes(32), kemPublic: bytes(65) },
  },
  organisationHash: bytes(32),
  organisationName: 'CHU',
  sessionExpired: false,
});

test('UNIT-6, ENG-4 of two units that were chosen without a network the later one goes out, and words of her own name none', async () => {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const profiles = makeProfiles(
    () => store,
    makeHttpClient(async () => err({ type: 'offline' }), makeClock()),
  );
  await profiles.save(profileOf(1));
  const unitId = '01a22926-33be-7eb9-a1f0-f68707ae0b6b' as UnitId;
  await profiles.update({ unit: 'Consultation', unitId });
  await profiles.update({ extension: '12' });
  expect([profiles.read()?.me.unitId, store.get(['profile-change'])]).toEqual([
    unitId,
    { unit: 'Consultation', unitId, extension: '12' },
  ]);
  await profiles.update({ unit: 'Ailleurs' });
  expect([profiles.read()?.me.unitId, store.get(['profile-change'])]).toEqual([undefined, { unit: 'Ailleurs', extension: '12' }]);
});

test('SHARED-2 a profile that has a device takes over nobody else’s account', async () => {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const profiles = makeProfiles(
    () => store,
    makeHttpClient(async () => err({ type: 'offline' }), makeClock()),
  );
  expect((await profiles.save(profileOf(1))).ok).toBe(true);
  const { me } = profileOf(2);
  const foreign = await profiles.save({ ...profileOf(1), me });
  expect(foreign).toEqual({ ok: false, error: { type: 'refused', code: 'auth/other-person' } });
  expect(profiles.read()?.me.user).toBe(testUser(1));
  expect((await profiles.save({ ...profileOf(1), sessionExpired: true })).ok).toBe(true);
});
