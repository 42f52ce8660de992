import { expect, test } from 'vitest';
import { pushBrowser } from './push-help.ts';

const of = (userAgent: string, touchPoints = 0) => pushBrowser({ userAgent, touchPoints });

test('each browser has its own way to the settings', () => {
  const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
  expect(of(`Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${apple}`, 5)).toBe('iphone');
  expect(of(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple}`, 5)).toBe('iphone');
  expect(of(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple}`)).toBe('safari-mac');
  expect(of('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0')).toBe('firefox');
  expect(of(`Mozilla/5.0 (Linux; Android 10; K) ${chrome}`, 5)).toBe('chrome-phone');
  expect(of(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/141.0.0.0`)).toBe('chrome-desk');
});
