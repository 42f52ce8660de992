import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SpaceId, spaceIdFromBytes } from '../ids.ts';
import { makeContinuations } from './continuations.ts';

const id = (n: number): SpaceId => spaceIdFromBytes(new Uint8Array(16).fill(n));
const [a, b, c, d] = [id(1), id(2), id(3), id(4)];

interface Said {
  readonly continues?: SpaceId;
  readonly continued?: SpaceId;
}
function lines(said: ReadonlyMap<SpaceId, Said>) {
  const views = [...said.keys()].map((space, i) => ({ space, kind: 'group', epochStartedAtMs: i }) as never);
  const asked = { settings: 0 };
  const continuations = makeContinuations(
    { get: (space) => views[[...said.keys()].indexOf(space)], all: () => views, events: () => [] },
    {
      settings(space) {
        asked.settings++;
        return { continues: said.get(space)?.continues, continued: said.get(space)?.continued };
      },
    },
  );
  return { ...continuations, asked };
}

test('EPOCH-16 a group is continued when both say so, and only then', () => {
  const both = lines(
    new Map<SpaceId, Said>([
      [a, { continued: b }],
      [b, { continues: a }],
    ]),
  );
  expect([both.next(a), both.next(b), both.earlier(b), both.earlier(a)]).toEqual([b, undefined, [a], []]);
  expect(
    lines(
      new Map<SpaceId, Said>([
        [a, { continued: b }],
        [b, {}],
      ]),
    ).next(a),
  ).toBeUndefined();
  expect(
    lines(
      new Map<SpaceId, Said>([
        [a, {}],
        [b, { continues: a }],
      ]),
    ).next(a),
  ).toBeUndefined();
  // Somebody who was not let in there has nothing to go to.
  expect(lines(new Map<SpaceId, Said>([[a, { continued: b }]])).next(a)).toBeUndefined();
});

test('EPOCH-16 a line is followed to its end, and each part of it leads there', () => {
  const line = lines(
    new Map<SpaceId, Said>([
      [a, { continued: b }],
      [b, { continues: a, continued: c }],
      [c, { continues: b }],
    ]),
  );
  expect([line.next(a), line.next(b), line.next(c)]).toEqual([c, c, undefined]);
  expect([line.earlier(c), line.earlier(b)]).toEqual([[a, b], [a]]);
  expect([line.origin(c), line.origin(b), line.origin(a)]).toEqual([a, a, a]);
});

test('EPOCH-16 continued twice at once: who lost sees where the others are, says so, and leads there', () => {
  const before = new Map<SpaceId, Said>([
    [a, { continued: c }],
    [b, { continues: a }],
    [c, { continues: a, continued: d }],
    [d, { continues: c }],
  ]);
  const twice = lines(before);
  expect(twice.winner(b)).toEqual({ sibling: c, end: d });
  expect([twice.winner(a), twice.winner(c), twice.winner(d)]).toEqual([undefined, undefined, undefined]);
  const said = lines(new Map([...before, [b, { continues: a, continued: c }]]));
  expect([said.next(b), said.winner(b)]).toEqual([d, undefined]);
  expect(said.earlier(d)).toEqual([a, b, c]);
});

test('EPOCH-16 whatever is said, some group of every line stays to write in', () => {
  const one = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.tuple(one, one), { minLength: 5, maxLength: 5 }), (pairs) => {
      const said = new Map(
        pairs.map(([continues, continued], i): [SpaceId, Said] => [
          id(i + 1),
          {
            ...(continues === undefined ? {} : { continues: id(continues) }),
            ...(continued === undefined ? {} : { continued: id(continued) }),
          },
        ]),
      );
      const line = lines(said);
      for (const space of said.keys()) {
        const next = line.next(space);
        expect(next === undefined || line.next(next) === undefined).toBe(true);
      }
      // Where a line ends, those before it are those that lead there.
      for (const space of said.keys()) {
        const leading = [...said.keys()].filter((other) => line.next(other) === space);
        if (leading.length > 0) expect(line.earlier(space)).toEqual(leading);
      }
    }),
  );
});

test('EPOCH-16 however long a line somebody makes, and whatever circles, each group of it is looked at once', () => {
  const many = Array.from({ length: 150 }, (_, i) => id(i + 10));
  const said = (isCircle: boolean) =>
    new Map(
      many.map((space, i): [SpaceId, Said] => {
        const [before, after] = isCircle ? [many.at(i - 1), many[(i + 1) % many.length]] : [many[i - 1], many[i + 1]];
        return [space, { ...(before && { continues: before }), ...(after && { continued: after }) }];
      }),
    );
  for (const isCircle of [false, true]) {
    const { earlier, asked } = lines(said(isCircle));
    expect(earlier(many[149] as SpaceId)).toEqual(isCircle ? [] : many.slice(0, 149));
    expect(asked.settings).toBeLessThan(4 * many.length);
  }
});
