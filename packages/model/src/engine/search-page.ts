/**
 * One document's messages as they are searched (SEARCH-2): one long string of folded words, message after message, and where each begins.
 * A linear scan of ten megabytes takes some ten milliseconds: less than an inverted index costs to keep, in time and in memory.
 */
import * as v from 'valibot';
import type { MessageId } from '../ids.ts';
import { wordsOf } from '../schema/fold-text.ts';
import { countField as count, messageIdField } from '../wire/fields.ts';

export const SearchPage = v.object({
  /** Of the document when it was read: another state is another page. */
  state: v.string(),
  /** Messages; an edited one is one of them and has a line for each of its texts. */
  messages: count,
  ids: v.array(messageIdField),
  sentAtMs: v.array(count),
  /** " word word \n word …": a line per message, each word with a space before it. */
  text: v.string(),
});
export type SearchPage = v.InferOutput<typeof SearchPage>;

export interface Searchable {
  readonly id: MessageId;
  readonly sentAtMs: number;
  readonly text: string;
  /** A later text of a message: found under its id, and not counted. */
  readonly isEdit?: boolean;
}

export function buildPage(state: string, messages: readonly Searchable[]): SearchPage {
  const sorted = [...messages].sort((a, b) => a.sentAtMs - b.sentAtMs || (a.id < b.id ? -1 : 1));
  return {
    state,
    messages: messages.filter(({ isEdit }) => isEdit !== true).length,
    ids: sorted.map(({ id }) => id),
    sentAtMs: sorted.map(({ sentAtMs }) => sentAtMs),
    text: sorted.map(({ text }) => ` ${wordsOf(text).join(' ')}\n`).join(''),
  };
}

export interface PageHit {
  readonly id: MessageId;
  readonly sentAtMs: number;
}

/** Messages that have a word beginning with each of `words`, newest first. */
export function* scanPage(page: SearchPage, words: readonly string[]): Generator<PageHit> {
  const [rarest, ...others] = [...words].sort((a, b) => b.length - a.length);
  if (rarest === undefined) return;
  const lines = lineStarts(page);
  for (let at = page.text.lastIndexOf(` ${rarest}`); at >= 0; ) {
    const line = lineAt(lines, at);
    const start = lines[line] ?? 0;
    const text = page.text.slice(start, lines[line + 1] ?? page.text.length);
    const [id, sentAtMs] = [page.ids[line], page.sentAtMs[line]];
    if (id !== undefined && sentAtMs !== undefined && others.every((word) => text.includes(` ${word}`))) yield { id, sentAtMs };
    at = start === 0 ? -1 : page.text.lastIndexOf(` ${rarest}`, start - 1);
  }
}

/** All messages, newest first. */
export function* listPage({ ids, sentAtMs }: SearchPage): Generator<PageHit> {
  for (let i = ids.length - 1; i >= 0; i--) {
    const [id, atMs] = [ids[i], sentAtMs[i]];
    if (id !== undefined && atMs !== undefined) yield { id, sentAtMs: atMs };
  }
}

const known = new WeakMap<SearchPage, readonly number[]>();
function lineStarts(page: SearchPage): readonly number[] {
  const before = known.get(page);
  if (before !== undefined) return before;
  const { text } = page;
  const found: number[] = [];
  for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1) found.push(at);
  known.set(page, found);
  return found;
}

function lineAt(lines: readonly number[], at: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
