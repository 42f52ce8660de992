/** What a result shows of a long message: the words around the first one that was found. */
import type { Piece } from './found-words.ts';

const maxCharacters = 200;
/** This much is read before the first found word, when the beginning is too far away to be shown. */
const before = 60;
const ellipsis = '…';

export function excerptOf(pieces: readonly Piece[]): readonly Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  if (text.length <= maxCharacters) return pieces;
  const start = startOf(text, firstFound(pieces));
  const end = endOf(text, start + maxCharacters);
  const cut = slice(pieces, start, end);
  const dots = (isThere: boolean): readonly Piece[] => (isThere ? [{ text: ellipsis, isFound: false }] : []);
  return [...dots(start > 0), ...cut, ...dots(end < text.length)];
}

function firstFound(pieces: readonly Piece[]): number {
  let at = 0;
  for (const piece of pieces) {
    if (piece.isFound) return at;
    at += piece.text.length;
  }
  return 0;
}

/** At the beginning of a word. */
function startOf(text: string, found: number): number {
  if (found <= maxCharacters / 2) return 0;
  const from = found - before;
  const gap = text.slice(from, found).search(/\s\S/u);
  return gap < 0 ? found : from + gap + 1;
}

/** At the end of a word, unless it is longer than a line. */
function endOf(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  const gap = text.slice(0, wanted).search(/\s\S*$/u);
  if (gap > wanted - before) return gap;
  const isInsidePair = /[\ud800-\udbff]/.test(text.charAt(wanted - 1));
  return isInsidePair ? wanted - 1 : wanted;
}

function slice(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  let at = 0;
  return pieces.flatMap(({ text, isFound }) => {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += text.length;
    return part === '' ? [] : [{ text: part, isFound }];
  });
}
