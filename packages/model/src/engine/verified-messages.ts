/**
 * Entries that may be shown (DOC-3, DOC-4, DOC-10): parsed, and signed by a device of somebody who was a member. What fails is not an
 * entry: it is left out, never shown under a colleague's name. Results are remembered by value.
 */
import { verify } from '../crypto/primitives.ts';
import type { MessageId, UserId } from '../ids.ts';
import { actOf, actVersion, type SignedAct } from '../schema/act.ts';
import { entrySignedBytes, parseEntry, type SignedEntry } from '../schema/entry.ts';
import type { ThreadPosition } from '../schema/mark.ts';
import { messageOf, messageVersion, type SignedMessage } from '../schema/message.ts';
import { identityBeganAt } from '../wire/user-chain.ts';
import type { People } from './people.ts';
import type { SpaceView } from './spaces.ts';

interface Known {
  readonly id: MessageId;
  readonly author: UserId;
}
export interface VerifiedMessage extends SignedMessage, Known {}
export interface VerifiedAct extends SignedAct, Known {}
/** Written by a version that knows more. */
export interface LaterEntry extends SignedEntry, Known {}

export type ParsedEntry =
  | { readonly type: 'message'; readonly entry: SignedMessage }
  | { readonly type: 'act'; readonly entry: SignedAct }
  | { readonly type: 'later'; readonly entry: SignedEntry };
export type VerifiedEntry =
  | { readonly type: 'message'; readonly entry: VerifiedMessage }
  | { readonly type: 'act'; readonly entry: VerifiedAct }
  | { readonly type: 'later'; readonly entry: LaterEntry };

export interface VerifiedMessages {
  /** Only parsed: for sorting before the few that are shown are verified. Undefined: nothing that can be shown. */
  parse(value: unknown): ParsedEntry | undefined;
  /** Undefined: not an entry of this space. */
  check(space: SpaceView, id: MessageId, value: unknown): Promise<VerifiedEntry | undefined>;
}

export const positionOf = ({ clock, id }: Pick<VerifiedMessage, 'clock' | 'id'>): ThreadPosition => ({ ...clock, id });

export const isMessage = (entry: VerifiedEntry | undefined): entry is VerifiedEntry & { readonly type: 'message' } =>
  entry?.type === 'message';
export const isAct = (entry: VerifiedEntry | undefined): entry is VerifiedEntry & { readonly type: 'act' } =>
  entry?.type === 'act';

function parseValue(value: unknown): ParsedEntry | undefined {
  const parsed = parseEntry(value);
  if (!parsed.ok) return undefined;
  const entry = parsed.value;
  if (entry.version === messageVersion) {
    const message = messageOf(entry);
    return message.ok ? { type: 'message', entry: message.value } : undefined;
  }
  if (entry.version !== actVersion) return { type: 'later', entry };
  const act = actOf(entry);
  return act.ok ? { type: 'act', entry: act.value } : undefined;
}

export function makeVerifiedMessages(people: People): VerifiedMessages {
  const done = new WeakMap<object, Promise<VerifiedEntry | undefined>>();
  const parses = new WeakMap<object, ParsedEntry | undefined>();

  function parse(value: unknown): ParsedEntry | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (parses.has(value)) return parses.get(value);
    const parsed = parseValue(value);
    parses.set(value, parsed);
    return parsed;
  }

  /** `unknown-author` may become known: a chain or a record that comes later must not find the entry refused for good. */
  async function verified(space: SpaceView, id: MessageId, value: unknown): Promise<VerifiedEntry | 'forged' | 'unknown-author'> {
    const parsed = parse(value);
    if (parsed === undefined) return 'forged';
    const { device, signature, body } = parsed.entry;
    const author = people.userOf(device);
    const chain = author && people.chainOf(author);
    // RESET-5: a member could carry in the words of a new identity that nobody here has confirmed.
    const beganN = chain && identityBeganAt(chain, device);
    const isMember = beganN !== undefined && space.writers.some(([user, , , chainN]) => user === author && chainN >= beganN);
    const key = isMember ? await people.verifyKeyOf(device) : undefined;
    if (author === undefined || key === undefined) return 'unknown-author';
    if (!(await verify(key, signature, entrySignedBytes(space.space, id, body)))) return 'forged';
    if (parsed.type === 'message') return { type: 'message', entry: { ...parsed.entry, id, author } };
    if (parsed.type === 'act') return { type: 'act', entry: { ...parsed.entry, id, author } };
    return { type: 'later', entry: { ...parsed.entry, id, author } };
  }

  return {
    parse,
    check(space, id, value) {
      if (typeof value !== 'object' || value === null) return Promise.resolve(undefined);
      const known = done.get(value);
      if (known !== undefined) return known;
      // A forgery stays one: who enters thousands does not have every refresh verify them again.
      const result = verified(space, id, value).then((entry) => {
        if (entry === 'unknown-author') done.delete(value);
        return entry === 'unknown-author' || entry === 'forged' ? undefined : entry;
      });
      done.set(value, result);
      return result;
    },
  };
}
