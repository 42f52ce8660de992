import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToHex } from '../bytes.ts';
import { deviceIdFromBytes, userIdFromBytes } from '../ids.ts';
import { markedLabel, readLabel, SHARED_COMPUTERS } from './computer.ts';
import { switchInput } from './shared-computer.ts';

test('SHARED-7 a label says on which kind of computer the device is, and any label can be read', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.constantFrom(undefined, ...SHARED_COMPUTERS), (name, computer) => {
      const label = markedLabel(name, computer);
      if (computer !== undefined) expect(readLabel(label)).toEqual({ name, computer });
      expect(markedLabel(readLabel(label).name, readLabel(label).computer)).toBe(label);
    }),
  );
});

test('SHARED-4 what is signed for a switch: a domain of its own, who, with what, when', () => {
  const filled = (byte: number) => new Uint8Array(16).fill(byte);
  const input = switchInput(userIdFromBytes(filled(1)), deviceIdFromBytes(filled(2)), 0x0102030405);
  expect(new TextDecoder().decode(input.subarray(0, 16))).toBe('sanad/switch/v1\0');
  expect(bytesToHex(input.subarray(16))).toBe(`${'01'.repeat(16)}${'02'.repeat(16)}0000000102030405`);
});
