/**
 * The files of a message (FILE-1), as they stand in its details: an array of maps with short keys. `f` id, `k` key, `b` bytes of the content,
 * `d` digest, `n` name, `t` media type; of a picture `i` with `w` × `h`, `t` a small picture, `s` [id, key, bytes, digest] of the one that is fetched unasked, `c`
 * how somebody agreed; of a voice `v` with `d` milliseconds, `w` loudness. What one of them cannot be read for is left out with it; the
 * words and the others stay. Keys that a reader does not know are kept unread.
 *
 * Names and types are made safe when they are read as well as when they are written: who wrote them may not have.
 */
import * as v from 'valibot';
import { type FileId, fileIdFromBytes, idToBytes } from '../ids.ts';
import { withoutUnseen } from '../unseen.ts';
import {
  type Attachment,
  CONSENTS,
  type ImageFacts,
  maxAttachments,
  maxFileNameCharacters,
  maxThumbnailBytes,
  maxThumbnailsBytes,
  maxWaveformBytes,
  type SealedFile,
  type VoiceFacts,
} from './attachment-values.ts';

const octets = 'application/octet-stream';
const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
/** What a screen may do something with. Nothing that a browser would run: no page, no SVG, no script. */
export const MEDIA_TYPES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/heic',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  `${openXml}.wordprocessingml.document`,
  `${openXml}.spreadsheetml.sheet`,
  `${openXml}.presentationml.presentation`,
  `${openDocument}.text`,
  `${openDocument}.spreadsheet`,
  `${openDocument}.presentation`,
  'text/plain',
  'audio/opus',
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
  'video/mp4',
  'video/webm',
  'application/zip',
  'application/dicom',
]);
/** `audio/webm;codecs=opus` is `audio/webm`. */
export function safeMediaType(type: string): string {
  const [plain = ''] = type.toLowerCase().split(';');
  return MEDIA_TYPES.has(plain.trim()) ? plain.trim() : octets;
}

/**
 * Of a path its last part, without what systems treat in a way of their own; one line, without what is not seen or only turns the direction; a long
 * one keeps its ending. Never empty. Saved under it as it is.
 */
export function safeFileName(name: string): string {
  const seen = withoutUnseen(name.slice(-maxRawNameCharacters)).replace(directionMarks, '').normalize('NFC');
  const plain = (seen.split(/[/\\]/).at(-1) ?? '').replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  if (plain.length <= maxFileNameCharacters) return plain === '' ? unnamed : plain;
  const ending = /\.[^.]{1,16}$/.exec(plain)?.[0] ?? '';
  // Not through the middle of a pair: half of one is not seen.
  const beginning = withoutUnseen(plain.slice(0, maxFileNameCharacters - ending.length));
  return beginning.replace(/[.\s]+$/, '') + ending;
}
const maxRawNameCharacters = 1000;
const directionMarks = /[\u061c\u200e\u200f]/gu;
/** The same in all languages. */
const unnamed = 'sanad';

const bytesOf = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const bytesUpTo = (max: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= max);
/** What a server counts (2^40), and a picture that no browser shows whole anyway. */
const length = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 40));
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const Shape = v.object({
  f: bytesOf(16),
  k: bytesOf(32),
  b: length,
  d: bytesOf(32),
  n: v.string(),
  t: v.string(),
  i: v.optional(v.unknown()),
  v: v.optional(v.unknown()),
});
const ImageShape = v.object({
  w: side,
  h: side,
  t: bytesUpTo(maxThumbnailBytes),
  s: v.optional(v.tuple([bytesOf(16), bytesOf(32), length, bytesOf(32)])),
  c: v.optional(v.number()),
});
const VoiceShape = v.object({
  d: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  w: bytesUpTo(maxWaveformBytes),
});

const attachmentToShape = ({ file, key, bytes, digest, name, type, image, voice }: Attachment): object => ({
  f: idToBytes(file),
  k: key,
  b: bytes,
  d: digest,
  n: safeFileName(name),
  t: safeMediaType(type),
  ...(image && { i: imageToShape(image) }),
  ...(voice && { v: { d: voice.durationMs, w: voice.waveform } }),
});
const imageToShape = ({ width, height, thumbnail, small, consent }: ImageFacts): object => ({
  w: width,
  h: height,
  t: thumbnail,
  ...(small && { s: [idToBytes(small.file), small.key, small.bytes, small.digest] }),
  ...(consent && { c: CONSENTS.indexOf(consent) }),
});
export const attachmentsToShape = (attachments: readonly Attachment[]): readonly object[] => attachments.map(attachmentToShape);

/** As they stand in a document: those that can be read, the first ten, each file once. */
export function readAttachments(value: unknown): readonly Attachment[] {
  if (!Array.isArray(value)) return [];
  const seen = new Set<FileId>();
  let thumbnails = 0;
  return value.slice(0, maxAttachments).flatMap((one: unknown): readonly Attachment[] => {
    const attachment = readAttachment(one);
    const ids = attachment === undefined ? [] : filesOf(attachment).map(({ file }) => file);
    if (attachment === undefined || new Set(ids).size < ids.length || ids.some((id) => seen.has(id))) return [];
    thumbnails += attachment.image?.thumbnail.length ?? 0;
    if (thumbnails > maxThumbnailsBytes) return [];
    for (const id of ids) seen.add(id);
    return [attachment];
  });
}

function readAttachment(value: unknown): Attachment | undefined {
  const parsed = v.safeParse(Shape, value);
  if (!parsed.success) return undefined;
  const { f, k, b, d, n, t, i, v: said } = parsed.output;
  const type = safeMediaType(t);
  return {
    file: fileIdFromBytes(f),
    key: k,
    bytes: b,
    digest: d,
    name: safeFileName(n),
    type,
    image: type.startsWith('image/') ? readImage(i) : undefined,
    voice: type.startsWith('audio/') ? readVoice(said) : undefined,
  };
}

function readImage(value: unknown): ImageFacts | undefined {
  const parsed = v.safeParse(ImageShape, value);
  if (!parsed.success) return undefined;
  const { w, h, t, s, c } = parsed.output;
  return {
    width: w,
    height: h,
    thumbnail: t,
    small: s && { file: fileIdFromBytes(s[0]), key: s[1], bytes: s[2], digest: s[3] },
    consent: c === undefined ? undefined : CONSENTS[c],
  };
}

function readVoice(value: unknown): VoiceFacts | undefined {
  const parsed = v.safeParse(VoiceShape, value);
  return parsed.success ? { durationMs: parsed.output.d, waveform: parsed.output.w } : undefined;
}

/** All that an attachment needs at the server: itself, and the small picture. */
export const filesOf = ({ file, key, bytes, digest, image }: Attachment): readonly SealedFile[] => [
  { file, key, bytes, digest },
  ...(image?.small === undefined ? [] : [image.small]),
];
