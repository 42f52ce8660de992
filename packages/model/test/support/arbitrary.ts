import fc from 'fast-check';
import {
  deviceIdFromBytes,
  fileIdFromBytes,
  logIdFromBytes,
  messageIdFromBytes,
  phraseIdFromBytes,
  spaceIdFromBytes,
  userIdFromBytes,
} from '../../src/ids.ts';
import { MEDIA_TYPES, safeFileName } from '../../src/schema/attachment.ts';
import { type Attachment, CONSENTS, maxThumbnailBytes, maxWaveformBytes } from '../../src/schema/attachment-values.ts';
import { CARD_FIELDS, CARD_KINDS, type Card, cardText } from '../../src/schema/card-values.ts';

export const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
export const bytesUpTo = (maxLength: number) => fc.uint8Array({ maxLength });
export const deviceId = bytes(16).map(deviceIdFromBytes);
export const spaceId = bytes(16).map(spaceIdFromBytes);
export const logId = bytes(16).map(logIdFromBytes);
export const messageId = bytes(12).map(messageIdFromBytes);
export const phraseId = bytes(12).map(phraseIdFromBytes);
export const fileId = bytes(16).map(fileIdFromBytes);
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

const sealedFile = fc.record({
  file: fileId,
  key: bytes(32),
  bytes: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  digest: bytes(32),
});
const image = fc.record({
  width: fc.integer({ min: 1, max: 20_000 }),
  height: fc.integer({ min: 1, max: 20_000 }),
  thumbnail: bytesUpTo(maxThumbnailBytes),
  small: fc.option(sealedFile, { nil: undefined }),
  consent: fc.option(fc.constantFrom(...CONSENTS), { nil: undefined }),
});
const voice = fc.record({ durationMs: fc.nat(), waveform: bytesUpTo(maxWaveformBytes) });
/** As a careful sender writes it. */
export const attachment: fc.Arbitrary<Attachment> = fc
  .record({
    sealed: sealedFile,
    name: fc.string({ unit: 'grapheme', maxLength: 60 }).map(safeFileName),
    type: fc.constantFrom(...MEDIA_TYPES, 'application/octet-stream'),
    image: fc.option(image, { nil: undefined }),
    voice: fc.option(voice, { nil: undefined }),
  })
  .map(({ sealed, name, type, image: picture, voice: said }) => ({
    ...sealed,
    name,
    type,
    image: type.startsWith('image/') ? picture : undefined,
    voice: type.startsWith('audio/') ? said : undefined,
  }));
