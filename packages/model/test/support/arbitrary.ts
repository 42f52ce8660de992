import fc from 'fast-check';
import {
  deviceIdFromBytes,
  logIdFromBytes,
  messageIdFromBytes,
  phraseIdFromBytes,
  spaceIdFromBytes,
  userIdFromBytes,
} from '../../src/ids.ts';
import { CARD_FIELDS, CARD_KINDS, type Card, cardText } from '../../src/schema/card-values.ts';

export const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
export const bytesUpTo = (maxLength: number) => fc.uint8Array({ maxLength });
export const deviceId = bytes(16).map(deviceIdFromBytes);
export const spaceId = bytes(16).map(spaceIdFromBytes);
export const logId = bytes(16).map(logIdFromBytes);
export const messageId = bytes(12).map(messageIdFromBytes);
export const phraseId = bytes(12).map(phraseIdFromBytes);
export const userId = bytes(16).map(userIdFromBytes);
export const count = fc.maxSafeNat();
export const timeMs = fc.integer({ min: 0, max: 4_102_444_800_000 });

/** A form in which something was written. */
export const card: fc.Arbitrary<Card> = fc
  .constantFrom(...CARD_KINDS)
  .chain((kind) => {
    const { length } = CARD_FIELDS[kind];
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: length, maxLength: length });
    return fc.record({ kind: fc.constant(kind), texts });
  })
  .filter((made) => cardText(made) !== '');
