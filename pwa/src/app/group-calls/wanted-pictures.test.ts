import { expect, test } from 'vitest';
import { limitsOf } from './picture-limits.ts';
import { wantedPictures } from './wanted-pictures.ts';

const shown = { view: 'grid', stage: 'b', isHidden: false } as const;
const wanted = (others: readonly string[], more: Partial<Parameters<typeof wantedPictures<string>>[1]> = {}) =>
  Object.fromEntries(wantedPictures(others, { ...shown, ...more }));

test('GROUPCALL-8 side by side all are small, one alone is large', () => {
  expect(wanted(['a', 'b'])).toEqual({ a: 'small', b: 'small' });
  expect(wanted(['a'])).toEqual({ a: 'large' });
});

test('GROUPCALL-8 who is on the stage is large, the others are small', () => {
  expect(wanted(['a', 'b', 'c'], { view: 'stage' })).toEqual({ a: 'small', b: 'large', c: 'small' });
});

test('GROUPCALL-8 what is folded or hidden is not sent', () => {
  expect(wanted(['a', 'b'], { view: 'stage', isHidden: true })).toEqual({ a: 'none', b: 'none' });
});

test('GROUPCALL-8 a picture is made as small as it is shown, and never larger than it is', () => {
  expect(limitsOf('camera', 'small', 540)).toMatchObject({ scaleDownBy: 3, maxFramesPerSecond: 15 });
  expect(limitsOf('camera', 'large', 120)).toMatchObject({ scaleDownBy: 1 });
  expect(limitsOf('screen', 'small', undefined)).toMatchObject({ scaleDownBy: 1 });
});
