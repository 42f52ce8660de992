/**
 * Messages that may be shown (DOC-3, DOC-4): parsed, and signed by a device of somebody who was a member. What fails is not a message:
 * it is left out, never shown under a colleague's name. Results are remembered by value.
 */
import { verify } from '../crypto/primitives.ts';
import type { MessageId, UserId } from '../ids.ts';
import type { ThreadPosition } from '../schema/mark.ts';
import { messageSignedBytes, parseMessage, type SignedMessage } from '../schema/message.ts';
import type { People } from './people.ts';
import type { SpaceView } from './spaces.ts';

export interface VerifiedMessage extends SignedMessage {
  readonly id: MessageId;
  readonly author: UserId;
}

export interface VerifiedMessages {
  /** Only parsed: for sorting before the few that are shown are verified. */
  parse(value: unknown): SignedMessage | undefined;
  /** Undefined: not a message of this space. */
  check(space: SpaceView, id: MessageId, value: unknown): Promise<VerifiedMessage | undefined>;
}

export const positionOf = (message: VerifiedMessage): ThreadPosition => ({ ...message.clock, id: message.id });

export function makeVerifiedMessages(people: People): VerifiedMessages {
  const done = new WeakMap<object, Promise<VerifiedMessage | undefined>>();

  const parses = new WeakMap<object, SignedMessage | undefined>();

  function parse(value: unknown): SignedMessage | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (parses.has(value)) return parses.get(value);
    const parsed = parseMessage(value);
    const message = parsed.ok ? parsed.value : undefined;
    parses.set(value, message);
    return message;
  }

  async function verified(space: SpaceView, id: MessageId, value: unknown): Promise<VerifiedMessage | undefined> {
    const message = parse(value);
    if (message === undefined) return undefined;
    const author = people.userOf(message.device);
    const isMember = author !== undefined && space.writers.some(([, user]) => user === author);
    const key = isMember ? await people.verifyKeyOf(message.device) : undefined;
    if (author === undefined || key === undefined) return undefined;
    if (!(await verify(key, message.signature, messageSignedBytes(space.space, id, message.body)))) return undefined;
    return { ...message, id, author };
  }

  return {
    parse,
    check(space, id, value) {
      if (typeof value !== 'object' || value === null) return Promise.resolve(undefined);
      const known = done.get(value);
      if (known !== undefined) return known;
      const result = verified(space, id, value);
      done.set(value, result);
      // Its author may become known: a chain that comes later must not find the message refused for good.
      const device = parse(value)?.device;
      if (device !== undefined && people.userOf(device) === undefined) done.delete(value);
      return result;
    },
  };
}
