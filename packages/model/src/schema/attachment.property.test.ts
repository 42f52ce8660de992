import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachment, bytes, bytesUpTo } from '../../test/support/arbitrary.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { fileIdFromBytes } from '../ids.ts';
import { hasUnseen } from '../unseen.ts';
import { attachmentsToShape, filesOf, MEDIA_TYPES, readAttachments, safeFileName, safeMediaType } from './attachment.ts';
import { type Attachment, maxAttachments, maxFileNameCharacters, maxThumbnailBytes } from './attachment-values.ts';
import { maxEntryBytes } from './entry.ts';
import { decodeDetails, encodeDetails, encodeMessage, encodeMessageBody, parseMessage } from './message.ts';

const travel = (value: unknown): unknown => {
  const decoded = decodeCbor(encodeCbor(value), maxEntryBytes);
  return decoded.ok ? decoded.value : undefined;
};

test('FILE-1: attachments decode to what was encoded', () => {
  fc.assert(
    fc.property(fc.array(attachment, { maxLength: 4 }), (attachments) => {
      expect(readAttachments(travel(attachmentsToShape(attachments)))).toEqual(attachments);
    }),
  );
});

test('FILE-1: a message with attachments needs no words, and a full one fits into an entry', () => {
  const thumbnail = new Uint8Array(2400);
  const one = (at: number): Attachment => ({
    file: at.toString(16).padStart(32, '0') as Attachment['file'],
    ...{ key: new Uint8Array(32), digest: new Uint8Array(32), bytes: 2 ** 40 },
    name: 'ي'.repeat(maxFileNameCharacters),
    type: 'image/jpeg',
    image: { width: 4000, height: 3000, thumbnail, small: undefined, consent: 'written' },
    voice: undefined,
  });
  const attachments = Array.from({ length: maxAttachments }, (_, at) => one(at));
  const envelope = { device: '00'.repeat(16) as never, sentAtMs: 5, clock: { wallMs: 5, counter: 0 } };
  const body = encodeMessageBody({ ...envelope, priority: 'normal', text: 'ي'.repeat(16_000), details: { attachments } });
  const parsed = parseMessage(encodeMessage(new Uint8Array(64), body));
  expect(parsed.ok && parsed.value.details.attachments).toEqual(attachments);
  const wordless = encodeMessageBody({ ...envelope, priority: 'normal', text: '', details: { attachments } });
  expect(parseMessage(encodeMessage(new Uint8Array(64), wordless))).toMatchObject({ ok: true, value: { text: '' } });
});

test('FILE-1: reading any value never throws, and gives what is within bounds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(fc.anything()), bytesUpTo(200)), (value) => {
      expect(readAttachments(value).length).toBeLessThanOrEqual(maxAttachments);
    }),
  );
});

test('FILE-1: an attachment that cannot be read is left out; the words and the others stay', () => {
  const field = fc.constantFrom('f', 'k', 'b', 'd', 'n', 't');
  const rubbish = fc.oneof(fc.constant(undefined), fc.constant(-1), bytes(5), fc.constant({}));
  fc.assert(
    fc.property(attachment, attachment, field, rubbish, (kept, broken, key, value) => {
      fc.pre(filesOf(kept).every(({ file }) => filesOf(broken).every((other) => other.file !== file)));
      const [first, second] = attachmentsToShape([broken, kept]);
      const details = encodeCbor({ f: 1, a: [{ ...first, [key]: value }, second, 7, null], later: true });
      expect(decodeDetails(details, 'mots')).toEqual({ forwarded: true, attachments: [kept] });
    }),
  );
});

test('FILE-1: facts of a picture or a voice that cannot be read leave the file', () => {
  fc.assert(
    fc.property(
      attachment,
      fc.constantFrom({ w: 0 }, 7, { w: 1, h: 1, t: new Uint8Array(maxThumbnailBytes + 1) }),
      (one, bad) => {
        const [shape] = attachmentsToShape([one]);
        expect(readAttachments([{ ...shape, i: bad, v: bad }])).toEqual([{ ...one, image: undefined, voice: undefined }]);
      },
    ),
  );
});

test('FILE-1: more than ten, the same file again, and more small pictures than a message may hold are left out', () => {
  const plain = Array.from(
    { length: 12 },
    (_, at): Attachment => ({
      file: fileIdFromBytes(new Uint8Array(16).fill(at)),
      ...{ key: new Uint8Array(32), digest: new Uint8Array(32), bytes: 1, name: 'x.pdf', type: 'application/pdf' },
      ...{ image: undefined, voice: undefined },
    }),
  );
  expect(readAttachments(attachmentsToShape(plain))).toEqual(plain.slice(0, maxAttachments));
  expect(readAttachments(attachmentsToShape([...plain.slice(0, 2), ...plain.slice(0, 1)]))).toEqual(plain.slice(0, 2));
  const image = { width: 1, height: 1, thumbnail: new Uint8Array(maxThumbnailBytes), small: undefined, consent: undefined };
  const pictures = plain.slice(0, 10).map((one) => ({ ...one, type: 'image/webp', image }));
  expect(readAttachments(attachmentsToShape(pictures))).toEqual(pictures.slice(0, 6));
});

test('FILE-1: names are one line without a path, without what is not seen, bounded and never empty', () => {
  const nasty = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('/', '\\', '.', '\u202e', '\0', '\n'),
    ),
    maxLength: 250,
  });
  fc.assert(
    fc.property(nasty, (name) => {
      const safe = safeFileName(name);
      expect(safe.length).toBeGreaterThan(0);
      expect(safe.length).toBeLessThanOrEqual(maxFileNameCharacters);
      expect(hasUnseen(safe)).toBe(false);
      expect(/[/\\]|^\.|\.$/.test(safe)).toBe(false);
      expect(safeFileName(safe)).toBe(safe);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\amel\\radio.png', 'radio.png'],
  ['facture\u202egnp.exe', 'facturegnp.exe'],
  ['ligne\nune.pdf', 'ligneune.pdf'],
  ['photo\u200fgpj\u061c.exe\u200e', 'photogpj.exe'],
  ['..', 'sanad'],
  ['', 'sanad'],
  ['\u200f', 'sanad'],
  ['.htaccess', 'htaccess'],
  ['صورة أشعة.jpg', 'صورة أشعة.jpg'],
  [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
])('FILE-1: the name %j is kept as %j', (name, safe) => expect(safeFileName(name)).toBe(safe));

test.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', 'application/x-msdownload', 'image/', ''])(
  'FILE-1: %j is bytes and nothing else',
  (type) => expect(safeMediaType(type)).toBe('application/octet-stream'),
);
test('FILE-1: types of the list stay, without their parameters', () => {
  for (const type of MEDIA_TYPES) expect(safeMediaType(type)).toBe(type);
  expect(safeMediaType('Audio/WebM; codecs=opus')).toBe('audio/webm');
});

test('FILE-1: details of a message that waits keep its attachments', () => {
  fc.assert(
    fc.property(attachment, (one) => {
      expect(decodeDetails(encodeDetails({ attachments: [one] }), '')).toEqual({ attachments: [one] });
    }),
  );
});
