import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesUpTo, messageId, timeMs } from '../../test/support/arbitrary.ts';
import { comparePositions, encodeMarks, type Mark, markCovers, parseMarks } from './mark.ts';

const position = fc.record({ wallMs: timeMs, counter: fc.nat(), id: messageId });
const mark: fc.Arbitrary<Mark> = fc.record({ upTo: position, except: fc.array(messageId, { maxLength: 20 }) });
const optionalMark = fc.option(mark, { nil: undefined });

test('MARK-2: marks decode to what was encoded, and any bytes are parsed without throwing', () => {
  fc.assert(
    fc.property(optionalMark, optionalMark, (delivered, read) => {
      expect(parseMarks(encodeMarks({ delivered, read }))).toEqual({ ok: true, value: { delivered, read } });
    }),
  );
  fc.assert(fc.property(bytesUpTo(100), (noise) => void parseMarks(noise)));
});

test('MARK-2: a mark covers what sorts before it, but not its exceptions', () => {
  fc.assert(
    fc.property(mark, position, (value, at) => {
      const isBefore = comparePositions(at, value.upTo) <= 0;
      expect(markCovers(value, at)).toBe(isBefore && !value.except.includes(at.id));
      expect(markCovers({ ...value, except: [at.id] }, at)).toBe(false);
    }),
  );
});

test('DOC-6: the order of a thread is total', () => {
  fc.assert(
    fc.property(position, position, position, (a, b, c) => {
      expect(Math.sign(comparePositions(a, b))).toBe(-Math.sign(comparePositions(b, a)));
      if (comparePositions(a, b) <= 0 && comparePositions(b, c) <= 0) expect(comparePositions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
