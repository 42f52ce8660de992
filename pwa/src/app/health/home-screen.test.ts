import { expect, test } from 'vitest';
import { mustStandOnHomeScreen } from './home-screen.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.0.0 Mobile Safari/537.36';

test('STORE-1 an iPhone or iPad makes a device on the home screen alone; everything else anywhere', () => {
  const must = (userAgent: string, touchPoints: number, isStandalone: boolean) =>
    mustStandOnHomeScreen({ userAgent, touchPoints, isStandalone });
  expect([must(iPhone, 5, false), must(iPhone, 5, true)]).toEqual([true, false]);
  expect([must(mac, 5, false), must(mac, 0, false)]).toEqual([true, false]);
  expect(must(android, 5, false)).toBe(false);
});
