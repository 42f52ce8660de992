/**
 * Changes of an event and answers to it, as values of acts (CAL-1, act.ts). Short keys in a map; a field that cannot be read is left out, the
 * others stand: an appointment is never withheld for a place that is too long.
 *
 *   event  {f: fields, b: [id 12 …], o: date, w: 1}      rsvp  {w: word, c: comment, o: date}      swap  {w: word, r: id 12, t: user 16, o: date, c}
 *
 * fields: t title · p place · n notes · s start, [date] or [local, zone] · l length in seconds · r rule · d dates · x without · c state ·
 * q priority · m reminders · v conversation or null · k call · i [[user, 0 | 1] …] · a [file | [id]] · g duty · h holder or null · u uid · e extra
 */
import * as v from 'valibot';
import {
  type FileId,
  fileIdFromBytes,
  idToBytes,
  type MessageId,
  messageIdFromBytes,
  messageIdToBytes,
  spaceIdFromBytes,
  type UserId,
  userIdFromBytes,
  userIdToBytes,
} from '../ids.ts';
import { withoutUnseen } from '../unseen.ts';
import { attachmentsToShape, readAttachments } from './attachment.ts';
import type { Attachment } from './attachment-values.ts';
import {
  EVENT_STATES,
  type EventChange,
  type EventFields,
  type EventStart,
  type FieldName,
  maxBuilds,
  maxDates,
  maxDutyCharacters,
  maxEventAttachments,
  maxExtraCharacters,
  maxInvited,
  maxLengthS,
  maxNotesCharacters,
  maxPlaceCharacters,
  maxReminderMinutes,
  maxReminders,
  maxRsvpCharacters,
  maxRuleCharacters,
  maxTitleCharacters,
  maxUidCharacters,
  RSVPS,
  type RsvpValue,
  SWAPS,
  type SwapValue,
} from './event-values.ts';
import { PRIORITIES } from './message-values.ts';

const bytesOf = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const line = (max: number) => v.pipe(text(max), v.regex(/^[^\r\n]*$/));
/** What is read as a name: of a role, a place, an event. With what is not seen it reads as another one's. */
const seen = (max: number) => v.pipe(line(max), v.transform(withoutUnseen));
/** Roles count together by name (CAL-32): however it is typed it is the same one. */
const role = v.pipe(
  seen(maxDutyCharacters),
  v.transform((name) => name.normalize('NFC').trim()),
);
const dateText = v.pipe(v.string(), v.regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));
const localText = v.pipe(
  v.string(),
  v.regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
);
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const zoneText = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/));
const dates = v.pipe(v.array(dateText), v.maxLength(maxDates));

/** By key: name, what is on the wire, and how the two are turned into one another. */
interface Field<K extends FieldName = FieldName> {
  readonly name: K;
  read(value: unknown): EventFields[K] | undefined;
  write(value: EventFields[K]): unknown;
}
const same = <const K extends FieldName, const S extends v.GenericSchema<unknown, EventFields[K]>>(
  name: K,
  shape: S,
): Field<K> => ({
  name,
  read(value) {
    const parsed = v.safeParse(shape, value);
    return parsed.success ? parsed.output : undefined;
  },
  write: (value) => value,
});
const via = <const K extends FieldName, const S extends v.GenericSchema>(
  name: K,
  shape: S,
  read: (value: v.InferOutput<S>) => EventFields[K] | undefined,
  write: (value: EventFields[K]) => unknown,
): Field<K> => ({
  name,
  read(value) {
    const parsed = v.safeParse(shape, value);
    return parsed.success ? read(parsed.output) : undefined;
  },
  write,
});

const FIELDS = {
  t: same('title', seen(maxTitleCharacters)),
  p: same('place', seen(maxPlaceCharacters)),
  n: same('notes', text(maxNotesCharacters)),
  s: via(
    'start',
    v.union([v.tuple([dateText]), v.tuple([localText, zoneText])]),
    ([at, zone]): EventStart => (zone === undefined ? { date: at } : { local: at, zone }),
    (start) => ('date' in start ? [start.date] : [start.local, start.zone]),
  ),
  l: same('lengthS', whole(maxLengthS)),
  r: same('rule', line(maxRuleCharacters)),
  d: same('dates', dates),
  x: same('without', dates),
  c: via(
    'state',
    whole(EVENT_STATES.length - 1),
    (at) => EVENT_STATES[at],
    (state) => EVENT_STATES.indexOf(state),
  ),
  q: via(
    'priority',
    whole(PRIORITIES.length - 1),
    (at) => PRIORITIES[at],
    (priority) => PRIORITIES.indexOf(priority),
  ),
  m: same('reminders', v.pipe(v.array(whole(maxReminderMinutes)), v.maxLength(maxReminders))),
  v: via(
    'conversation',
    v.nullable(bytesOf(16)),
    (id) => id && spaceIdFromBytes(id),
    (id) => id && idToBytes(id),
  ),
  k: via(
    'call',
    whole(1),
    (value) => value === 1,
    (value) => (value ? 1 : 0),
  ),
  g: same('duty', role),
  h: via(
    'holder',
    v.nullable(bytesOf(16)),
    (id) => id && userIdFromBytes(id),
    (id) => id && userIdToBytes(id),
  ),
  u: same('uid', line(maxUidCharacters)),
  e: same('extra', text(maxExtraCharacters)),
} as const;
const FIELD_LIST = Object.entries(FIELDS).map(([key, field]): [string, Field] => [key, field as unknown as Field]); // each with its own name

const Invited = v.pipe(v.array(v.tuple([bytesOf(16), whole(1)])), v.maxLength(maxInvited));
const Files = v.pipe(v.array(v.unknown()), v.maxLength(maxEventAttachments));
const Change = v.object({
  f: v.record(v.string(), v.unknown()),
  b: v.optional(v.pipe(v.array(bytesOf(12)), v.maxLength(maxBuilds)), []),
  o: v.optional(dateText),
  w: v.optional(v.literal(1)),
});

export function eventChangeToShape({ fields, invited, files, builds, at, following }: EventChange): object {
  const written = FIELD_LIST.flatMap(([key, { name, write }]) => {
    const value = fields[name];
    return value === undefined ? [] : [[key, write(value)] as const];
  });
  const f = {
    ...Object.fromEntries(written),
    ...(invited.size > 0 && { i: [...invited].map(([user, isIn]) => [userIdToBytes(user), isIn ? 1 : 0]) }),
    ...(files.size > 0 && {
      a: [...files].flatMap(([id, file]) => (file === null ? [[idToBytes(id)]] : attachmentsToShape([file]))),
    }),
  };
  return {
    f,
    ...(builds.length > 0 && { b: builds.map((id) => messageIdToBytes(id as MessageId)) }), // only ids of acts are put there
    ...(at !== undefined && { o: at }),
    ...(following && { w: 1 }),
  };
}

export function readEventChange(value: unknown): EventChange | undefined {
  const parsed = v.safeParse(Change, value);
  if (!parsed.success) return undefined;
  const { f, b, o, w } = parsed.output;
  const fields: Record<string, unknown> = {};
  for (const [key, { name, read }] of FIELD_LIST) {
    const field = key in f ? read(f[key]) : undefined;
    if (field !== undefined) fields[name] = field;
  }
  const invited = f['i'] === undefined ? undefined : v.safeParse(Invited, f['i']);
  return {
    fields: fields as Partial<EventFields>, // each field was read by the reader of its own name
    invited: new Map<UserId, boolean>(
      invited?.success ? invited.output.map(([user, isIn]) => [userIdFromBytes(user), isIn === 1]) : [],
    ),
    files: readFiles(f['a']),
    builds: b.map(messageIdFromBytes),
    at: o,
    following: w === 1 && o !== undefined,
  };
}

const noFiles: ReadonlyMap<FileId, Attachment | null> = new Map();
function readFiles(value: unknown): ReadonlyMap<FileId, Attachment | null> {
  if (value === undefined) return noFiles;
  const parsed = v.safeParse(Files, value);
  const out = new Map<FileId, Attachment | null>();
  for (const one of parsed.success ? parsed.output : []) {
    const gone = v.safeParse(v.tuple([bytesOf(16)]), one);
    if (gone.success) out.set(fileIdFromBytes(gone.output[0]), null);
    for (const file of gone.success ? [] : readAttachments([one])) out.set(file.file, file);
  }
  return out;
}

const RsvpShape = v.object({ w: v.picklist(RSVPS), c: v.optional(text(maxRsvpCharacters), ''), o: v.optional(dateText) });
export const rsvpToShape = ({ word, comment, at }: RsvpValue): object => ({
  w: word,
  ...(comment !== '' && { c: comment }),
  ...(at !== undefined && { o: at }),
});
export function readRsvp(value: unknown): RsvpValue | undefined {
  const parsed = v.safeParse(RsvpShape, value);
  return parsed.success ? { word: parsed.output.w, comment: parsed.output.c, at: parsed.output.o } : undefined;
}

const SwapShape = v.object({
  w: v.picklist(SWAPS),
  r: v.optional(bytesOf(12)),
  t: v.optional(bytesOf(16)),
  o: v.optional(dateText),
  c: v.optional(text(maxRsvpCharacters), ''),
});
export const swapToShape = ({ word, request, to, at, comment }: SwapValue): object => ({
  w: word,
  ...(request !== undefined && { r: messageIdToBytes(request as MessageId) }), // only ids of acts are put there
  ...(to !== undefined && { t: userIdToBytes(to) }),
  ...(at !== undefined && { o: at }),
  ...(comment !== '' && { c: comment }),
});
export function readSwap(value: unknown): SwapValue | undefined {
  const parsed = v.safeParse(SwapShape, value);
  if (!parsed.success) return undefined;
  const { w, r, t, o, c } = parsed.output;
  return { word: w, request: r && messageIdFromBytes(r), to: t && userIdFromBytes(t), at: o, comment: c };
}
