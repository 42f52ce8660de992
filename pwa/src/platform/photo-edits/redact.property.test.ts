/** What is left of a covered place: nothing that came from its single pixels. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Stroke } from './edits.ts';
import { type Pixels, redact, touchedBlocks, touchedRows } from './redact.ts';

const [width, height, side] = [24, 20, 8];
const picture = (bytes: Uint8Array | Uint8ClampedArray): Pixels => ({ width, height, data: Uint8ClampedArray.from(bytes) });
const noise = fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 });
const point = fc.record({ x: fc.integer({ min: -5, max: width + 5 }), y: fc.integer({ min: -5, max: height + 5 }) });
const stroke = (kind: Stroke['kind']) =>
  fc.record({
    kind: fc.constant(kind),
    points: fc.array(point, { minLength: 1, maxLength: 5 }),
    width: fc.integer({ min: 1, max: 12 }),
  });

const changedBy = (strokes: readonly Stroke[]): readonly boolean[] => {
  // Painted on a picture that holds no colour a redaction leaves, every pixel that differs was covered.
  const before = picture(new Uint8Array(width * height * 4).map((_, at) => (at % 4 === 3 ? 9 : at % 5)));
  const after = picture(before.data);
  redact(after, strokes, side);
  return Array.from({ length: width * height }, (_, at) => after.data[at * 4 + 3] !== before.data[at * 4 + 3]);
};

test('black is the same for any original', () => {
  fc.assert(
    fc.property(noise, noise, stroke('black'), (one, other, drawn) => {
      const [a, b] = [picture(one), picture(other)];
      redact(a, [drawn], side);
      redact(b, [drawn], side);
      for (const [at, isCovered] of changedBy([drawn]).entries()) {
        if (!isCovered) continue;
        expect([...a.data.subarray(at * 4, at * 4 + 4)]).toEqual([0, 0, 0, 255]);
        expect([...b.data.subarray(at * 4, at * 4 + 4)]).toEqual([0, 0, 0, 255]);
      }
    }),
  );
});

test('two originals with the same means of blocks give the same covered place', () => {
  fc.assert(
    fc.property(noise, stroke('blocks'), fc.integer(), (bytes, drawn, seed) => {
      const [a, b] = [picture(bytes), picture(shuffledInBlocks(bytes, seed))];
      redact(a, [drawn], side);
      redact(b, [drawn], side);
      for (const [at, isCovered] of changedBy([drawn]).entries()) {
        if (isCovered) expect(b.data.subarray(at * 4, at * 4 + 4)).toEqual(a.data.subarray(at * 4, at * 4 + 4));
      }
    }),
  );
});

test('a touched block has one colour, an untouched one keeps its pixels', () => {
  fc.assert(
    fc.property(noise, stroke('blocks'), (bytes, drawn) => {
      const made = picture(bytes);
      redact(made, [drawn], side);
      const touched = new Set(touchedBlocks(drawn, made, side).map(({ x, y }) => `${x},${y}`));
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
          const at = (y * width + x) * 4;
          const first = (row * side * width + column * side) * 4;
          const wanted = touched.has(`${column},${row}`)
            ? made.data.subarray(first, first + 4)
            : Uint8ClampedArray.from(bytes.subarray(at, at + 4));
          expect(made.data.subarray(at, at + 4)).toEqual(wanted);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('every pixel under the brush is covered, also between two points far apart', () => {
  for (const kind of ['black', 'blocks'] as const) {
    const covered = changedBy([
      {
        kind,
        points: [
          { x: 2, y: 2 },
          { x: 22, y: 18 },
        ],
        width: 4,
      },
    ]);
    for (let along = 0; along <= 1; along += 0.01) {
      expect(covered[Math.floor(2 + along * 16) * width + Math.floor(2 + along * 20)]).toBe(true);
    }
    const tapped = changedBy([{ kind, points: [{ x: 10, y: 10 }], width: 4 }]);
    expect(tapped[10 * width + 10]).toBe(true);
  }
});

test('black covers every pixel whose middle is under the brush, and no pixel that is away from it', () => {
  fc.assert(
    fc.property(stroke('black'), (drawn) => {
      const covered = changedBy([drawn]);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const away = distanceTo(drawn.points, { x: x + 0.5, y: y + 0.5 });
          if (away <= drawn.width / 2) expect([x, y, covered[y * width + x]]).toEqual([x, y, true]);
          if (away > drawn.width / 2 + 1) expect([x, y, covered[y * width + x]]).toEqual([x, y, false]);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('a picture that is worked through in bands becomes the same as at once', () => {
  fc.assert(
    fc.property(noise, fc.array(fc.oneof(stroke('black'), stroke('blocks')), { maxLength: 4 }), (bytes, strokes) => {
      const whole = picture(bytes);
      redact(whole, strokes, side);
      const inBands = picture(bytes);
      const rows = touchedRows(strokes, inBands, side);
      for (let top = rows?.from ?? height; top < (rows?.to ?? 0); top += side) {
        const last = Math.min(height, top + side);
        const band = { width, height: last - top, data: inBands.data.slice(top * width * 4, last * width * 4) };
        redact(band, strokes, side, top);
        inBands.data.set(band.data, top * width * 4);
      }
      expect(inBands.data).toEqual(whole.data);
    }),
  );
});

/** The same pixels in another order, block by block. */
function shuffledInBlocks(bytes: Uint8Array, seed: number): Uint8Array {
  const made = Uint8Array.from(bytes);
  let state = seed | 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [left, top] = [x - (x % side), y - (y % side)];
      const otherX = left + random(Math.min(side, width - left));
      const otherY = top + random(Math.min(side, height - top));
      for (let byte = 0; byte < 4; byte++) {
        const [one, other] = [(y * width + x) * 4 + byte, (otherY * width + otherX) * 4 + byte];
        const kept = made[one] ?? 0;
        made[one] = made[other] ?? 0;
        made[other] = kept;
      }
    }
  }
  return made;
}

/** To the line through the points: another way than that of the source. */
function distanceTo(
  points: readonly { readonly x: number; readonly y: number }[],
  at: { readonly x: number; readonly y: number },
): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, to] of points.entries()) {
    const from = points[index - 1] ?? to;
    const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
    const dot = (at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y);
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, dot / length));
    nearest = Math.min(nearest, Math.hypot(at.x - from.x - along * (to.x - from.x), at.y - from.y - along * (to.y - from.y)));
  }
  return nearest;
}
