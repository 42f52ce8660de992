/**
 * An act (DOC-10): version 2 of an entry (entry.ts), with `[…, kind, target, value]` after the envelope. It changes how something is shown
 * and never what was written: the message stays as it was signed. `target` is a message of the same document, or null for the settings
 * of a group and of a person. Of several acts of one kind and author on one target the newest counts (clock, then id).
 */
import * as v from 'valibot';
import { ANSWERS, type AnswerWord } from '../answers.ts';
import type { Bytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import {
  type FileId,
  isFileId,
  isPhraseId,
  isSpaceId,
  isUserId,
  type MessageId,
  messageIdFromBytes,
  messageIdToBytes,
  type PhraseId,
  type SpaceId,
  type UserId,
  userIdFromBytes,
  userIdToBytes,
} from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { SealedFile } from './attachment-values.ts';
import { cardToShape, readCard } from './card.ts';
import type { Card } from './card-values.ts';
import { type Envelope, encodeEntryBody, maxEntryBytes, type ParseEntryError, type SignedEntry } from './entry.ts';
import { eventChangeToShape, readEventChange, readRsvp, readSwap, rsvpToShape, swapToShape } from './event.ts';
import type { EventChange, RsvpValue, SwapValue } from './event-values.ts';
import {
  GROUP_KINDS,
  HISTORIES,
  maxGroupPictureBytes,
  maxMentions,
  maxPhraseCharacters,
  maxTextCharacters,
  POSTING,
  REGRANTS,
} from './message-values.ts';
import { portraitToShape, readPortrait } from './portrait.ts';

export const actVersion = 2;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
/** By name: number on the wire and shape of the value. Numbers are frozen; a kind that a reader does not know changes nothing. */
const KINDS = {
  edit: {
    code: 1,
    /** The third is a form (DOC-11), read apart: one that cannot be read withholds no words. */
    value: v.tuple([
      text(maxTextCharacters),
      v.pipe(v.array(v.custom<Uint8Array>(isUserBytes)), v.maxLength(maxMentions)),
      v.optional(v.unknown()),
    ]),
  },
  recall: { code: 2, value: v.null() },
  /** One word at a time per person; empty takes it back. */
  react: { code: 3, value: text(16) },
  pin: { code: 4, value: v.boolean() },
  /** To an urgent message (URGENT-3); of its sender: it is not needed any more. */
  answer: { code: 5, value: v.strictObject({ word: v.picklist(ANSWERS), to: v.optional(v.custom<UserId>(isUserId)) }) },
  /** Who was asked finds that it was not urgent. */
  overrated: { code: 6, value: v.boolean() },
  /** A file of the message stands in the record by now. */
  filed: { code: 7, value: v.strictObject({ file: v.custom<FileId>(isFileId) }) },
  name: { code: 16, value: text(120) },
  description: { code: 17, value: text(2000) },
  kind: { code: 18, value: v.picklist(GROUP_KINDS) },
  picture: {
    code: 19,
    value: v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= maxGroupPictureBytes),
  },
  posting: { code: 20, value: v.picklist(POSTING) },
  forwarding: { code: 21, value: v.boolean() },
  history: { code: 22, value: v.picklist(HISTORIES) },
  /** A phrase of a group (DOC-14); empty: deleted. */
  phrase: { code: 23, value: v.strictObject({ key: v.custom<PhraseId>(isPhraseId), text: text(maxPhraseCharacters) }) },
  /** The group that this one goes on from, and the one in which this one goes on (EPOCH-16). */
  continues: { code: 24, value: v.custom<SpaceId>(isSpaceId) },
  continued: { code: 25, value: v.custom<SpaceId>(isSpaceId) },
  regrant: { code: 26, value: v.picklist(REGRANTS) },
  /** Its pictures are shown blurred until somebody asks for one. */
  sensitive: { code: 27, value: v.boolean() },
  /** Everybody whom the organisation knows belongs to it (EPOCH-17). */
  everyone: { code: 28, value: v.boolean() },
  /** In a person's private space: a word on a key. */
  own: { code: 32, value: v.strictObject({ key: text(120), value: text(2000) }) },
  /** In any space: the picture that its author shows of herself there (DOC-16). */
  portrait: { code: 33, value: read(readPortrait) },
  /** In a calendar (CAL-1, event.ts): without a target it makes the event that has its id, otherwise it changes that one. */
  event: { code: 40, value: read(readEventChange) },
  rsvp: { code: 41, value: read(readRsvp) },
  swap: { code: 42, value: read(readSwap) },
} as const;
/** Values with a reader of their own. */
function read<T>(reader: (value: unknown) => T | undefined) {
  return v.pipe(
    v.unknown(),
    v.transform(reader),
    v.check((value) => value !== undefined),
  );
}
function isUserBytes(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 16;
}
export type ActKind = keyof typeof KINDS;
export const SETTING_KINDS = [
  'name',
  'description',
  'kind',
  'picture',
  'posting',
  'forwarding',
  'history',
  'continues',
  'continued',
  'regrant',
  'sensitive',
  'everyone',
] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];
export const isSettingKind = (kind: ActKind): kind is SettingKind => SETTING_KINDS.some((known) => known === kind);

export interface Edit {
  readonly text: string;
  readonly mentions: readonly UserId[];
  readonly card?: Card | undefined;
}
export interface GroupPhrase {
  readonly key: PhraseId;
  readonly text: string;
}
/** What an act says, by kind. */
export type Act =
  | { readonly kind: 'edit'; readonly target: MessageId; readonly value: Edit }
  | { readonly kind: 'recall'; readonly target: MessageId; readonly value: null }
  | { readonly kind: 'react'; readonly target: MessageId; readonly value: string }
  | { readonly kind: 'pin'; readonly target: MessageId; readonly value: boolean }
  | {
      readonly kind: 'answer';
      readonly target: MessageId;
      readonly value: { readonly word: AnswerWord; readonly to?: UserId | undefined };
    }
  | { readonly kind: 'overrated'; readonly target: MessageId; readonly value: boolean }
  | { readonly kind: 'filed'; readonly target: MessageId; readonly value: { readonly file: FileId } }
  | { readonly kind: 'phrase'; readonly target: null; readonly value: GroupPhrase }
  | { readonly kind: 'event'; readonly target: MessageId | null; readonly value: EventChange }
  | { readonly kind: 'rsvp'; readonly target: MessageId; readonly value: RsvpValue }
  | { readonly kind: 'swap'; readonly target: MessageId; readonly value: SwapValue }
  | { readonly kind: 'portrait'; readonly target: null; readonly value: SealedFile | null }
  | { readonly kind: 'own'; readonly target: null; readonly value: { readonly key: string; readonly value: string } }
  | {
      [K in SettingKind]: {
        readonly kind: K;
        readonly target: null;
        readonly value: v.InferOutput<(typeof KINDS)[K]['value']>;
      };
    }[SettingKind];

export interface SignedAct extends Envelope, Pick<SignedEntry, 'signature' | 'body'> {
  readonly act: Act;
}

const byCode = new Map<number, ActKind>(
  Object.entries(KINDS).map(([kind, { code }]): [number, ActKind] => [code, kind as ActKind]), // its own keys
);

const Fields = v.tupleWithRest(
  [v.number(), v.nullable(v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 12)), v.unknown()],
  v.unknown(),
);

function actFields(act: Act): readonly unknown[] {
  const target = act.target === null ? null : messageIdToBytes(act.target);
  return [KINDS[act.kind].code, target, valueToShape(act)];
}
function valueToShape(act: Act): unknown {
  if (act.kind === 'edit') return editFields(act.value);
  if (act.kind === 'event') return eventChangeToShape(act.value);
  if (act.kind === 'portrait') return portraitToShape(act.value);
  if (act.kind === 'rsvp') return rsvpToShape(act.value);
  return act.kind === 'swap' ? swapToShape(act.value) : act.value;
}
const editFields = ({ text, mentions, card }: Edit): readonly unknown[] => [
  text,
  mentions.map(userIdToBytes),
  ...(card === undefined ? [] : [cardToShape(card)]),
];
export const encodeActBody = (envelope: Envelope, act: Act): Bytes => encodeEntryBody(actVersion, envelope, actFields(act));

/** An act that waits to be signed. */
export const encodeAct = (act: Act): Bytes => encodeCbor(actFields(act));
export function decodeAct(bytes: Uint8Array): Act | undefined {
  const decoded = decodeCbor(bytes, maxEntryBytes);
  const fields = v.safeParse(Fields, decoded.ok ? decoded.value : undefined);
  return fields.success ? readAct(fields.output[0], fields.output[1], fields.output[2]) : undefined;
}

/** Malformed: not an act, or one of a kind that this version does not know. */
export function actOf(entry: SignedEntry): Result<SignedAct, ParseEntryError> {
  const fields = entry.version === actVersion ? v.safeParse(Fields, entry.rest) : undefined;
  const act = fields?.success ? readAct(fields.output[0], fields.output[1], fields.output[2]) : undefined;
  const { device, sentAtMs, clock, signature, body } = entry;
  return act === undefined ? err({ type: 'malformed' }) : ok({ device, sentAtMs, clock, signature, body, act });
}

const hasNoTarget = (kind: ActKind): boolean => isSettingKind(kind) || kind === 'phrase' || kind === 'own' || kind === 'portrait';

function readAct(code: number, target: Uint8Array | null, raw: unknown): Act | undefined {
  const kind = byCode.get(code);
  if (kind === undefined || (kind !== 'event' && hasNoTarget(kind) !== (target === null))) return undefined;
  const parsed = v.safeParse(KINDS[kind].value, raw);
  if (!parsed.success) return undefined;
  const value = Array.isArray(parsed.output) ? readEdit(...parsed.output) : parsed.output;
  // Kind, target and value were checked against one another above; the compiler cannot follow the table.
  return { kind, target: target && messageIdFromBytes(target), value } as Act;
}

function readEdit(words: string, mentions: readonly Uint8Array[], form?: unknown): Edit {
  const card = readCard(form, words);
  return { text: words, mentions: mentions.map(userIdFromBytes), ...(card && { card }) };
}
