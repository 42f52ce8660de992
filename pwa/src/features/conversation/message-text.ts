/**
 * The parts of a message's text that are shown differently: links, names that are mentioned, and numbers whose order must not be
 * turned round among Arabic words. Joined again, the parts are the text.
 *
 * A link is only what a person can read as one: http, https, mailto or tel, ASCII from end to end, without a user name before the
 * host. Everything else stays text; nothing is ever fetched or run.
 */
import type { UserId } from '@sanad/model/ids';
import { findMeasures } from '../../app/measures.ts';

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly user: UserId }
  /** Left to right whatever stands around it: 120/80, 10-20 mg, -2,5 mmol/L. */
  | { readonly kind: 'measure'; readonly text: string };

/** The name as it stands behind the @. */
export interface NameInText {
  readonly user: UserId;
  readonly name: string;
}

// Each alternative begins with a letter of its own and repeats single characters only: the time grows with the length, not more.
const LINK =
  /https?:\/\/[!-~]{1,2000}|mailto:[!-~]{1,500}|tel:\+?[0-9][0-9().-]{0,30}|[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9][a-z0-9.-]{0,253}/giu;
const MAY_HOLD_PARTS = /[@:\d]/u;

export function textParts(text: string, names: readonly NameInText[]): readonly TextPart[] {
  if (!MAY_HOLD_PARTS.test(text)) return [{ kind: 'text', text }];
  return cut(text, links)
    .flatMap((part) => (part.kind === 'text' ? cut(part.text, mentionsOf(names)) : [part]))
    .flatMap((part) => (part.kind === 'text' ? cut(part.text, measures) : [part]));
}

interface Found {
  readonly at: number;
  readonly part: TextPart;
}
function cut(text: string, find: (text: string) => Iterable<Found>): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { at, part } of find(text)) {
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    parts.push(part);
    from = at + part.text.length;
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function* links(text: string): Iterable<Found> {
  for (const match of text.matchAll(LINK)) {
    if (isInsideWord(text, match.index)) continue;
    const shown = withoutPunctuation(match[0]);
    const href = isCutHost(text, match.index, match[0]) ? undefined : hrefOf(shown);
    if (href !== undefined) yield { at: match.index, part: { kind: 'link', text: shown, href } };
  }
}
/** The name of the host goes on in another script: what is left of it would be another place. */
const isCutHost = (text: string, at: number, found: string): boolean =>
  /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at + found.length, at + found.length + 2)) && !/^https?:\/\/[^/?#]+[/?#]/iu.test(found);
const isInsideWord = (text: string, at: number): boolean =>
  at > 0 && /[\p{L}\p{N}@._%+-]$/u.test(text.slice(Math.max(0, at - 2), at));

/** The full stop of the sentence is not part of the address; a bracket is when it was opened inside. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1] ?? '';
    const isUnopened = last === ')' && count(address, '(', end) < count(address, ')', end);
    if (!isUnopened && !'.,;:!?\'"<>]}'.includes(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}
const count = (text: string, sign: string, end: number): number => text.slice(0, end).split(sign).length - 1;

const SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:', 'tel:'];

function hrefOf(shown: string): string | undefined {
  const isBareMail = !/^(https?|mailto|tel):/iu.test(shown);
  const address = isBareMail ? `mailto:${shown}` : shown;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'mailto:' && !/^[^@?]+@[a-z0-9-]+(\.[a-z0-9-]+)+(\?|$)/iu.test(`${url.pathname}${url.search}`))
    return undefined;
  if (url.protocol.startsWith('http') && url.hostname === '') return undefined;
  return url.href;
}

const mentionsOf = (names: readonly NameInText[]) => {
  // The longest first: "@Amel" must not take the beginning of "@Amel Nour".
  const longestFirst = names.filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length);
  return function* mentions(text: string): Iterable<Found> {
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const after = at + 1;
      const named = longestFirst.find(({ name }) => text.startsWith(name, after) && !continuesWord(text, after + name.length));
      if (named === undefined) continue;
      yield { at, part: { kind: 'mention', text: `@${named.name}`, user: named.user } };
      at += named.name.length;
    }
  };
};
const continuesWord = (text: string, at: number): boolean => /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2));

function* measures(text: string): Iterable<Found> {
  for (const { at, text: measure } of findMeasures(text)) yield { at, part: { kind: 'measure', text: measure } };
}
