/**
 * How a search begins: fresh, with words or a conversation that another screen hands over, or where it was left when somebody comes back
 * from a result. Words that were looked for stay in memory: the history of the browser, which is written to disk, holds a number.
 */
import { isSpaceId, type MessageId, type UserId } from '@sanad/model/ids';
import type { EngineClient } from '../../app/engine-client.ts';
import { emptyForm, type SearchForm } from './search-form.ts';

export interface LeftSearch {
  readonly number: number;
  readonly user: UserId | undefined;
  readonly form: SearchForm;
  readonly limit: number;
  /** The result that was opened. */
  readonly opened: MessageId | undefined;
}

/** One search is kept, as long as its engine lives. */
const left = new WeakMap<EngineClient, LeftSearch>();
export const leaveSearch = (engine: EngineClient, search: LeftSearch): void => void left.set(engine, search);
export const lastSearch = (engine: EngineClient): LeftSearch | undefined => left.get(engine);

export type Opening =
  | { readonly kind: 'fresh'; readonly form: SearchForm }
  | { readonly kind: 'back'; readonly left: LeftSearch };

/** `state` is of the history of the browser: anything may be in it. */
export function openingOf(state: unknown, last: LeftSearch | undefined, user: UserId | undefined): Opening {
  const field = (name: string): unknown =>
    typeof state === 'object' && state !== null && Object.hasOwn(state, name) ? Reflect.get(state, name) : undefined;
  if (last !== undefined && last.user === user && field('search') === last.number) return { kind: 'back', left: last };
  const [text, conversation] = [field('text'), field('conversation')];
  return {
    kind: 'fresh',
    form: {
      ...emptyForm,
      text: typeof text === 'string' ? text : '',
      conversation: isSpaceId(conversation) ? conversation : undefined,
    },
  };
}
