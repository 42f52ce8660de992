/**
 * A message (DOC-3): version 1 of an entry (entry.ts), with `[…, priority, text, details?]` after the envelope. The signature survives
 * snapshots: no member can put words in a colleague's mouth. CBOR and not JSON: 30 bytes less of each message (docs/adr/0006).
 *
 * Details is a map with short keys, left out when it is empty: `r` what it answers [id, its sentAtMs], `m` who is mentioned, `f` it was
 * forwarded, `u` what an urgent message asks for (urgent.ts), `c` a form that was filled in (card.ts), `a` the files that it carries
 * (attachment.ts), `d` the role that it is for (DOC-15), `k` a call that is over (call-record.ts), alone; with these the text may be empty. Keys that a reader does not know are kept unread, as are positions after it.
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { type MessageId, messageIdFromBytes, messageIdToBytes, type UserId, userIdFromBytes, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { attachmentsToShape, readAttachments } from './attachment.ts';
import type { Attachment } from './attachment-values.ts';
import { callRecordToShape, readCallRecord } from './call-record.ts';
import type { CallRecord } from './call-record-values.ts';
import { cardToShape, readCard } from './card.ts';
import type { Card } from './card-values.ts';
import {
  type Envelope,
  encodeEntry,
  encodeEntryBody,
  entrySignedBytes,
  maxEntryBytes,
  type ParseEntryError,
  parseEntry,
  type SignedEntry,
} from './entry.ts';
import { maxDutyCharacters } from './event-values.ts';
import { maxMentions, maxTextCharacters, PRIORITIES, type Priority } from './message-values.ts';
import { planToShape, readPlan } from './urgent.ts';
import type { UrgentPlan } from './urgent-values.ts';

export const messageVersion = 1;
export const messageSignedBytes = entrySignedBytes;
export const encodeMessage = encodeEntry;

/** What a message answers; the time tells in which week to look for it. */
export interface MessageReference {
  readonly id: MessageId;
  readonly sentAtMs: number;
}
export interface MessageDetails {
  readonly replyTo?: MessageReference | undefined;
  readonly mentions?: readonly UserId[] | undefined;
  readonly forwarded?: boolean | undefined;
  readonly card?: Card | undefined;
  readonly urgent?: UrgentPlan | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly call?: CallRecord | undefined;
  /** It was written to whoever has this role. */
  readonly role?: string | undefined;
}
export interface MessageBody extends Envelope {
  readonly priority: Priority;
  readonly text: string;
  readonly details: MessageDetails;
}
export interface SignedMessage extends MessageBody, Pick<SignedEntry, 'signature' | 'body'> {}

const bytesOf = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Fields = v.tupleWithRest(
  [
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PRIORITIES.length - 1)),
    v.pipe(v.string(), v.maxLength(maxTextCharacters)),
  ],
  v.unknown(),
);
const Details = v.object({
  r: v.optional(v.tuple([bytesOf(12), timeMs])),
  m: v.optional(v.pipe(v.array(bytesOf(16)), v.maxLength(maxMentions))),
  f: v.optional(v.literal(1)),
  c: v.optional(v.unknown()),
  u: v.optional(v.unknown()),
  a: v.optional(v.unknown()),
  k: v.optional(v.unknown()),
  d: v.optional(v.unknown()),
});
const Role = v.pipe(v.string(), v.regex(/^[^\r\n]*\S[^\r\n]*$/), v.maxLength(maxDutyCharacters));

const toShape = ({ replyTo, mentions = [], forwarded, card, urgent, attachments = [], call, role }: MessageDetails): object => ({
  ...(replyTo && { r: [messageIdToBytes(replyTo.id), replyTo.sentAtMs] }),
  ...(mentions.length > 0 && { m: mentions.map(userIdToBytes) }),
  ...(forwarded === true && { f: 1 }),
  ...(card && { c: cardToShape(card) }),
  ...(urgent && { u: planToShape(urgent) }),
  ...(attachments.length > 0 && { a: attachmentsToShape(attachments) }),
  ...(call && { k: callRecordToShape(call) }),
  ...(role !== undefined && { d: role }),
});

export function encodeMessageBody(body: MessageBody): Bytes {
  const details = toShape(body.details);
  const rest = [PRIORITIES.indexOf(body.priority), body.text];
  return encodeEntryBody(messageVersion, body, Object.keys(details).length === 0 ? rest : [...rest, details]);
}

/** Details of a message that waits; undefined: there are none. */
export function encodeDetails(details: MessageDetails): Bytes | undefined {
  const shape = toShape(details);
  return Object.keys(shape).length === 0 ? undefined : encodeCbor(shape);
}
export function decodeDetails(bytes: Uint8Array | undefined, text: string): MessageDetails {
  const decoded = bytes && decodeCbor(bytes, maxEntryBytes);
  return decoded?.ok ? readDetails(decoded.value, text) : {};
}

export function messageOf(entry: SignedEntry): Result<SignedMessage, ParseEntryError> {
  const fields = entry.version === messageVersion ? v.safeParse(Fields, entry.rest) : undefined;
  const priority = fields?.success ? PRIORITIES[fields.output[0]] : undefined;
  if (!fields?.success || priority === undefined) return err({ type: 'malformed' });
  const [, text, more] = fields.output;
  const { device, sentAtMs, clock, signature, body } = entry;
  return ok({ device, sentAtMs, clock, signature, body, priority, text, details: readDetails(more, text) });
}

/** Details that cannot be read are left out: the words of a message are never withheld for them. */
function readDetails(value: unknown, text: string): MessageDetails {
  const parsed = v.safeParse(Details, value);
  if (!parsed.success) return {};
  const { r, m, f, c, u, a, k, d } = parsed.output;
  const role = v.safeParse(Role, d);
  const card = readCard(c, text);
  const urgent = readPlan(u);
  const attachments = readAttachments(a);
  // A line stands for it: words, files or a question beside it would not be seen.
  const isAlone = text === '' && card === undefined && urgent === undefined && attachments.length === 0;
  const call = isAlone ? readCallRecord(k) : undefined;
  return {
    ...(r && { replyTo: { id: messageIdFromBytes(r[0]), sentAtMs: r[1] } }),
    ...(m && m.length > 0 && { mentions: m.map(userIdFromBytes) }),
    ...(f && { forwarded: true }),
    ...(card && { card }),
    ...(urgent && { urgent }),
    ...(attachments.length > 0 && { attachments }),
    ...(call && { call }),
    ...(role.success && { role: role.output }),
  };
}

export function parseMessage(value: unknown): Result<SignedMessage, ParseEntryError> {
  const entry = parseEntry(value);
  return entry.ok ? messageOf(entry.value) : entry;
}
