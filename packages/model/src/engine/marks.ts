/** Marks (MARK-1, MARK-2, MARK-5) as the register of a conversation: what I received and showed, and what others say of themselves. */
import { encodeMarks, type Mark, parseMarks } from '../schema/mark.ts';
import type { RegisterContent } from './registers.ts';
import type { Summaries } from './summaries.ts';

/** Receipts are gathered this long: reading a screenful is one mark. */
export const markDelayMs = 250;

export function makeMarks(summaries: Pick<Summaries, 'get' | 'readMark'>): RegisterContent {
  return {
    delayMs: markDelayMs,
    waitsForRest: false,
    say(space, before, hasNews) {
      const { newest } = summaries.get(space);
      const delivered: Mark | undefined = newest && { upTo: newest, except: [] };
      const read = summaries.readMark(space);
      if (!hasNews && sameMark(before?.delivered, delivered) && sameMark(before?.read, read)) return undefined;
      return { value: encodeMarks({ delivered, read }), held: { delivered, read } };
    },
    hear({ value }) {
      const marks = parseMarks(value);
      return marks.ok ? { held: marks.value, writes: [] } : undefined;
    },
  };
}

const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a?.upTo.id === b?.upTo.id && a?.upTo.wallMs === b?.upTo.wallMs && (a?.except ?? []).join() === (b?.except ?? []).join();
