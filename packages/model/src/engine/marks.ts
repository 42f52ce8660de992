/** Marks (MARK-1, MARK-2, MARK-5, MARK-8, MARK-9) as the register of a conversation: what I received and showed, and what others say of themselves. */
import type { SpaceId } from '../ids.ts';
import { comparePositions, encodeMarks, type Mark, type Marks, parseMarks } from '../schema/mark.ts';
import type { MarkRow } from './records.ts';
import type { RegisterContent } from './registers.ts';
import { withoutUndefined } from './row-codec.ts';
import type { OpenedValue } from './sealed-values.ts';
import type { Spaces } from './spaces.ts';
import type { Summaries } from './summaries.ts';

/** Receipts are gathered this long: reading a screenful is one mark. */
export const markDelayMs = 250;

/** MARK-8: so many marks of all members of a conversation together are remembered with their times, and at least so many of each device. */
const [rememberedMarks, rememberedOfEach] = [1_000, 4];

export function makeMarks(
  summaries: Pick<Summaries, 'get' | 'readMark'>,
  spaces: Pick<Spaces, 'get'>,
  areReadsShown: () => boolean = () => true,
): RegisterContent {
  /**
   * MARK-9: what was said before stands and nothing is added, so that nobody sees a message become unread. What came late into it is
   * excepted for good, whether it was shown since or not; what she passed over behind it is not told, as it would say how far she is.
   */
  function readFor(space: SpaceId, before: MarkRow | undefined): Mark | undefined {
    const read = summaries.readMark(space);
    const said = before?.read;
    if (areReadsShown() || said === undefined) return areReadsShown() ? read : undefined;
    const late = summaries
      .get(space)
      .unread.filter((entry) => read?.except.includes(entry.id) && comparePositions(entry, said.upTo) <= 0);
    return { upTo: said.upTo, except: [...new Set([...said.except, ...late.map(({ id }) => id)])] };
  }

  /** What was said with its time, if it says something new. */
  function timesAfter(space: SpaceId, { counter }: OpenedValue, { delivered, read }: Marks, before: MarkRow | undefined) {
    const times = before?.times ?? [];
    if (before !== undefined && sameMark(before.delivered, delivered) && sameMark(before.read, read)) return times;
    const members = spaces.get(space)?.members.length ?? 1;
    const kept = Math.max(rememberedOfEach, Math.floor(rememberedMarks / Math.max(1, members)));
    const said = { atMs: counter, delivered: toRow(delivered), read: toRow(read) };
    return [...times, withoutUndefined(said)].slice(-kept);
  }

  return {
    delayMs: markDelayMs,
    waitsForRest: false,
    say(space, before, hasNews) {
      const { newest } = summaries.get(space);
      const delivered: Mark | undefined = newest && { upTo: newest, except: [] };
      const read = readFor(space, before);
      if (!hasNews && sameMark(before?.delivered, delivered) && sameMark(before?.read, read)) return undefined;
      return { value: encodeMarks({ delivered, read }), held: { delivered, read } };
    },
    hear(space, opened, before) {
      const marks = parseMarks(opened.value);
      if (!marks.ok) return undefined;
      return { held: { ...marks.value, times: timesAfter(space, opened, marks.value, before) }, writes: [] };
    },
  };
}

const toRow = (mark: Mark | undefined) => mark && { upTo: mark.upTo, except: [...mark.except] };

const sameMark = (a: Mark | undefined, b: Mark | undefined): boolean =>
  a?.upTo.id === b?.upTo.id && a?.upTo.wallMs === b?.upTo.wallMs && (a?.except ?? []).join() === (b?.except ?? []).join();
