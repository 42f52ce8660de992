import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64UrlToBytes, bytesToBase64Url, bytesToHex, concat, equalBytes, hexToBytes } from './bytes.ts';

test('hexadecimal and base64url decode what they encoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(equalBytes(hexToBytes(bytesToHex(bytes)), bytes)).toBe(true);
      expect(base64UrlToBytes(bytesToBase64Url(bytes))).toEqual(new Uint8Array(bytes));
      expect(bytesToBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    }),
  );
});

test('base64url has one spelling per value: anything else is refused', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const bytes = base64UrlToBytes(text);
      if (bytes !== undefined) expect(bytesToBase64Url(bytes)).toBe(text);
    }),
  );
  expect(base64UrlToBytes('AB')).toBeUndefined();
  expect(base64UrlToBytes('AA')).toEqual(new Uint8Array([0]));
});

test('concat keeps order and length', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }), (parts) => {
      expect([...concat(...parts)]).toEqual(parts.flatMap((part) => [...part]));
    }),
  );
});
