/**
 * The words of a text that a search has found, so that they can be marked. They are compared as the engine compares them (SEARCH-1), with
 * the place that each folded letter came from.
 */
import { foldText } from '@sanad/model/engine/api';

const WORDS = /[\p{L}\p{N}]+/gu;

/** The words that are asked for, folded; empty when nothing but signs was typed. */
export const askedWords = (query: string): readonly string[] => [...new Set(foldText(query).match(WORDS))];

export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** The text in pieces that give it back when they are joined; each word that begins with an asked one is a piece of its own. */
export function markWords(text: string, asked: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const add = (end: number, isFound: boolean) => {
    if (end > done) pieces.push({ text: text.slice(done, end), isFound });
    done = Math.max(done, end);
  };
  for (const [start, end] of foundSpans(text, asked)) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return pieces;
}

function foundSpans(text: string, asked: readonly string[]): readonly (readonly [number, number])[] {
  if (asked.length === 0) return [];
  const { folded, starts, ends } = foldWithPlaces(text);
  return [...folded.matchAll(WORDS)].flatMap(({ 0: word, index }) => {
    const [start, end] = [starts[index], ends[index + word.length - 1]];
    const isFound = start !== undefined && end !== undefined && asked.some((one) => word.startsWith(one));
    return isFound ? [[start, end] as const] : [];
  });
}

/** For each unit of the folded text, where the letter that it came from starts and ends; marks after a letter belong to it. */
function foldWithPlaces(text: string) {
  const known = new Map<string, string>();
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let at = 0;
  for (const letter of text) {
    const next = at + letter.length;
    const form = known.get(letter) ?? foldText(letter);
    known.set(letter, form);
    if (form === '' && ends.length > 0 && ends[ends.length - 1] === at) ends[ends.length - 1] = next;
    for (let unit = 0; unit < form.length; unit++) {
      starts.push(at);
      ends.push(next);
    }
    folded += form;
    at = next;
  }
  return { folded, starts, ends };
}
