import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, deviceId, logId, spaceId } from '../../test/support/arbitrary.ts';
import { generateAesKey, generateSigningKey, importVerifyKey } from '../crypto/primitives.ts';
import { parseChunk } from '../wire/chunk.ts';
import { openChunk, sealChunk } from './chunk-sealing.ts';
import { openRegister, parseRegisterHeader, sealRegister } from './register-sealing.ts';

const keys = async () => {
  const signing = (await generateSigningKey()).key;
  const verifyKey = await importVerifyKey(signing.publicKey);
  if (verifyKey === undefined) throw new Error('a valid key');
  return { key: await generateAesKey(), signing, verifyKey };
};
const header = fc.record({
  kind: fc.constant('changes' as const),
  logId,
  epoch: fc.nat(),
  device: deviceId,
  n: fc.nat(),
  prev: bytes(32),
  seenSeq: fc.nat(),
  seenHash: bytes(32),
});

test('CHUNK-3: opening gives back what was sealed', async () => {
  const { key, signing, verifyKey } = await keys();
  await fc.assert(
    fc.asyncProperty(header, bytesUpTo(3000), async (fields, data) => {
      const payload = { kind: 'messages', segment: '2026-W47', snapshot: undefined, data };
      const chunk = parseChunk(await sealChunk(fields, payload, key, signing));
      if (!chunk.ok) throw new Error('our own chunk');
      expect(await openChunk(chunk.value, verifyKey, key)).toEqual({ ok: true, value: payload });
    }),
    { numRuns: 50 },
  );
});

test('CHUNK-4: every flipped bit of a chunk is found', async () => {
  const { key, signing, verifyKey } = await keys();
  const [fields] = fc.sample(header, 1);
  if (fields === undefined) throw new Error('one sample');
  const bytesOfChunk = await sealChunk(
    fields,
    { kind: 'messages', segment: '2026-W47', snapshot: undefined, data: new Uint8Array(40) },
    key,
    signing,
  );
  for (let bit = 0; bit < bytesOfChunk.length * 8; bit += 1) {
    const flipped = bytesOfChunk.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const chunk = parseChunk(flipped);
    const isFound = !chunk.ok || !(await openChunk(chunk.value, verifyKey, key)).ok;
    if (!isFound) throw new Error(`bit ${bit} was not noticed`);
  }
}, 60_000);

test('CHUNK-4: another author, or another key, opens nothing', async () => {
  const [mine, other] = await Promise.all([keys(), keys()]);
  const [fields] = fc.sample(header, 1);
  if (fields === undefined) throw new Error('one sample');
  const chunk = parseChunk(
    await sealChunk(fields, { kind: 'm', segment: 's', snapshot: undefined, data: new Uint8Array(4) }, mine.key, mine.signing),
  );
  if (!chunk.ok) throw new Error('our own chunk');
  expect(await openChunk(chunk.value, other.verifyKey, mine.key)).toEqual({ ok: false, error: { type: 'signature' } });
  expect(await openChunk(chunk.value, mine.verifyKey, other.key)).toEqual({ ok: false, error: { type: 'unreadable' } });
});

test('MARK-1: a register opens in its own space, for its own purpose, unchanged', async () => {
  const { key, signing, verifyKey } = await keys();
  await fc.assert(
    fc.asyncProperty(spaceId, deviceId, fc.nat(), bytesUpTo(200), fc.nat(10_000), async (space, device, counter, plain, at) => {
      const sealed = await sealRegister('mark', space, { epoch: 2, device, counter }, plain, key, signing);
      expect(parseRegisterHeader(sealed)).toEqual({ ok: true, value: { epoch: 2, device, counter } });
      expect(await openRegister('mark', space, sealed, verifyKey, key)).toEqual({ ok: true, value: new Uint8Array(plain) });
      expect((await openRegister('ephemeral', space, sealed, verifyKey, key)).ok).toBe(false);
      const flipped = sealed.slice();
      const index = at % flipped.length;
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      expect((await openRegister('mark', space, flipped, verifyKey, key)).ok).toBe(false);
    }),
    { numRuns: 40 },
  );
});
