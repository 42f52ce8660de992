import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesUpTo } from '../test/support/arbitrary.ts';
import { concat, hexToBytes, utf8 } from './bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';

const malformed = { ok: false, error: { type: 'malformed' } };
const decode = (bytes: Uint8Array) => decodeCbor(bytes, 1024 * 1024);
const decodeHex = (hex: string) => decode(hexToBytes(hex));

/** What our messages are made of. */
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
    fc.string({ unit: 'grapheme' }),
    bytesUpTo(40),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;

test('WIRE-2: what was encoded is decoded', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(decode(encodeCbor(value))).toEqual({ ok: true, value });
    }),
  );
});

test('WIRE-2: decoding any bytes never throws, and what it gives is plain data', () => {
  fc.assert(
    fc.property(bytesUpTo(300), (noise) => {
      const decoded = decode(noise);
      if (decoded.ok) assertPlain(decoded.value);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(plain, fc.nat(), fc.nat(255), (value, at, byte) => {
      const changed = encodeCbor(value);
      changed[at % changed.length] = byte;
      const decoded = decode(changed);
      if (decoded.ok) assertPlain(decoded.value);
    }),
    { numRuns: 2000 },
  );
});

function assertPlain(value: unknown): void {
  if (value === null || ['undefined', 'boolean', 'number', 'string'].includes(typeof value)) return;
  if (typeof value !== 'object') throw new Error(`a ${typeof value}`);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Uint8Array.prototype) return;
  if (prototype !== Array.prototype && prototype !== Object.prototype) throw new Error('an object of another kind');
  for (const inner of Object.values(value)) assertPlain(inner);
}

test('WIRE-2: the size is checked before anything is decoded', () => {
  expect(decodeCbor(encodeCbor('bonjour'), 7)).toEqual({ ok: false, error: { type: 'too-large' } });
  expect(decodeCbor(encodeCbor('bonjour'), 8).ok).toBe(true);
  expect(decodeCbor(new Uint8Array(9).fill(0xff), 8)).toEqual({ ok: false, error: { type: 'too-large' } });
});

test('WIRE-2: byte strings are Uint8Array in memory of their own, never Buffer', () => {
  const source = encodeCbor({ chunk: new Uint8Array([1, 2, 3]) });
  const decoded = decode(Buffer.from(source));
  if (!decoded.ok) throw new Error('our own bytes');
  const { chunk } = decoded.value as { chunk: Uint8Array };
  expect(Object.getPrototypeOf(chunk)).toBe(Uint8Array.prototype);
  source.fill(0);
  expect(chunk).toEqual(new Uint8Array([1, 2, 3]));
  expect(Object.getPrototypeOf(encodeCbor(1))).toBe(Uint8Array.prototype);
});

test('WIRE-2: a declared length that is not there is refused without memory for it', () => {
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  for (const head of ['9a01ffffff', '9affffffff', 'ba01ffffff', '5a7fffffff', '7a7fffffff', '9b00000000ffffffff']) {
    expect(decodeHex(head), head).toEqual(malformed);
    expect(decode(concat(hexToBytes(head), new Uint8Array(1000))), head).toEqual(malformed);
  }
  // Nested: each array claims everything that is left.
  expect(decode(concat(...Array.from({ length: 5000 }, () => hexToBytes('9a00004000')), new Uint8Array(9000)))).toEqual(
    malformed,
  );
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
});

test('WIRE-2: deep nesting is refused, shallow nesting is not', () => {
  const nested = (depth: number) => concat(new Uint8Array(depth).fill(0x81), new Uint8Array([0]));
  expect(decode(nested(30)).ok).toBe(true);
  for (const depth of [100, 10_000, 1_000_000]) expect(decode(nested(depth))).toEqual(malformed);
});

test('WIRE-2: a key cannot reach a prototype', () => {
  const polluted = concat(
    hexToBytes('a1'),
    new Uint8Array([0x60 + 9]),
    utf8('__proto__'),
    hexToBytes('a1'),
    hexToBytes('6178f5'),
  );
  expect(decode(polluted)).toEqual(malformed);
  expect(({} as { x?: unknown }).x).toBeUndefined();
  expect(decode(encodeCbor({ constructor: 1, toString: 2 }))).toEqual({ ok: true, value: { constructor: 1, toString: 2 } });
});

test.each([
  ['a date', 'c11a514b67b0'],
  ['a date as text', 'c074323031332d30332d32315432303a30343a30305a'],
  ['a large number', 'c249010000000000000000'],
  ['a set', 'd9010281 01'],
  ['a map of any keys', 'd90103a10102'],
  ['an error', 'd81b82654572726f726178'],
  ['a regular expression', 'd81b8366526567457870617860'],
  ['shared references', 'd81c81d81d00'],
  ['a typed array', 'd8424101'],
  ['a record', 'd9dff8830181617801'],
  ['bundled strings', 'd9dff9820001'],
  ['a packed value', 'e0'],
  ['an unknown simple value', 'f8ff'],
  ['an unknown tag', 'd9ffff00'],
  ['an integer of 64 bits', '1b0000000000000001'],
  ['a negative integer of 64 bits', '3bffffffffffffffff'],
  ['a key that is a number', 'a10102'],
  ['a key that is bytes', 'a1410102'],
  ['a key that is an array', 'a1800102'],
  ['an array without an end', '9f01ff'],
  ['a map without an end', 'bf616101ff'],
  ['bytes in parts', '5f4101ff'],
  ['a lone end', 'ff'],
  ['a reserved length', '1c'],
  ['nothing', ''],
  ['two values', '0101'],
  ['half a value', '8201'],
])('WIRE-2: %s is not plain data', (_name, hex) => {
  expect(decodeHex(hex.replaceAll(' ', ''))).toEqual(malformed);
});
