/**
 * A change of members or key in plain sentences. Names stand between isolates, so that they keep their own direction and can be set
 * apart on screen (`namesApart`); the names themselves hold no such sign (app/visible-name.ts).
 */
import type { SpaceEvent } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { SentenceKey, Translate } from '../../i18n/translate.ts';

interface EventWords extends Translate {
  /** "a, b and c" */
  list(parts: readonly string[]): string;
}

const OPEN = '\u2068';
const CLOSE = '\u2069';
const shownNames = 5;

export function eventSentences(
  words: EventWords,
  event: SpaceEvent,
  nameOf: (user: UserId) => string,
  me: UserId | undefined,
): readonly string[] {
  const apart = (user: UserId) => `${OPEN}${nameOf(user)}${CLOSE}`;
  const names = (users: readonly UserId[]): string => {
    const shown = users.length > shownNames ? users.slice(0, shownNames - 1) : users;
    const rest = users.length - shown.length;
    return words.list([...shown.map(apart), ...(rest > 0 ? [words.n('event.others', rest)] : [])]);
  };
  const by = event.by === me ? undefined : apart(event.by);
  /** Of one kind of change: what happened to me, then what happened to others. */
  const say = (users: readonly UserId[], plain: SentenceKey, byMe: SentenceKey, toMe: SentenceKey): readonly string[] => {
    const others = users.filter((user) => user !== me);
    const told: string[] = [];
    if (others.length < users.length) told.push(words.t(toMe, { by: by ?? apart(event.by) }));
    if (others.length > 0)
      told.push(by === undefined ? words.t(byMe, { who: names(others) }) : words.t(plain, { by, who: names(others) }));
    return told;
  };
  if (event.device !== undefined) return [words.t('event.device', { by: by ?? apart(event.by) })];
  if (event.identity !== undefined) return [by === undefined ? words.t('event.identity-me') : words.t('event.identity', { by })];
  const sentences: string[] = [];
  const others = event.added.filter((user) => user !== me);
  if (event.continues === true) {
    sentences.push(words.t('event.continues'));
    // Who is new to the group reads nothing of before, and is not told whom it was without.
    if (others.length < event.added.length)
      sentences.push(words.t('event.added-me', { by: by ?? apart(event.by) }), words.t('event.continues-closed'));
    else sentences.push(...say(event.added, 'event.added', 'event.added-by-me', 'event.added-me'));
  } else if (event.created) {
    if (by === undefined) {
      sentences.push(
        others.length === 0 ? words.t('event.created-by-me') : words.t('event.created-with-by-me', { who: names(others) }),
      );
    } else {
      sentences.push(
        others.length === 0 ? words.t('event.created', { by }) : words.t('event.created-with', { by, who: names(others) }),
      );
      if (event.added.length > others.length) sentences.push(words.t('event.added-me', { by }));
    }
  } else sentences.push(...say(event.added, 'event.added', 'event.added-by-me', 'event.added-me'));
  const sent = event.removed.filter((user) => !event.left.includes(user));
  sentences.push(...say(sent, 'event.removed', 'event.removed-by-me', 'event.removed-me'));
  const gone = event.left.filter((user) => user !== me);
  if (gone.length < event.left.length) sentences.push(words.t('event.left-me'));
  if (gone.length > 0) sentences.push(words.n('event.left', gone.length, { who: names(gone) }));
  if (!event.created) sentences.push(...say(event.promoted, 'event.promoted', 'event.promoted-by-me', 'event.promoted-me'));
  const lowered = event.demoted.filter((user) => user !== event.by);
  sentences.push(...say(lowered, 'event.demoted', 'event.demoted-by-me', 'event.demoted-me'));
  if (event.demoted.includes(event.by))
    sentences.push(by === undefined ? words.t('event.stepped-down-me') : words.t('event.stepped-down', { who: by }));
  if (event.rekeyed) sentences.push(words.t('event.rekeyed'));
  return sentences;
}

export interface SentencePart {
  readonly text: string;
  readonly isName: boolean;
}
export const namesApart = (sentence: string): readonly SentencePart[] =>
  sentence
    .split(/(\u2068[^\u2069]*\u2069)/u)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(OPEN) ? { text: part.slice(1, -1), isName: true } : { text: part, isName: false }));
