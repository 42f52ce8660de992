import { expect, it } from 'vitest';
import { createOriginCheck, isOwnOrigin } from './origin.ts';

it('HTTP-4: with a public address, that one and the allowed ones', () => {
  const check = createOriginCheck({
    publicUrl: 'https://sanad.example',
    allowed: ['https://other.example'],
    scheme: 'http',
    port: 8787,
  });
  expect(check('https://sanad.example')).toBe(true);
  expect(check('https://other.example')).toBe(true);
  expect(check('http://localhost:8787')).toBe(false);
  expect(check('https://sanad.example.evil.example')).toBe(false);
});

it('HTTP-4: without one, this machine’s loopback and addresses at our port', () => {
  const check = createOriginCheck({ publicUrl: undefined, allowed: [], scheme: 'http', port: 8787 });
  expect(check('http://localhost:8787') && check('http://127.0.0.1:8787') && check('http://[::1]:8787')).toBe(true);
  expect(check('http://localhost:9999') || check('https://localhost:8787') || check('http://rebound.example:8787')).toBe(false);
});

it('HTTP-4: an absent Origin passes unless the browser says cross-site', () => {
  const never = () => false;
  expect(isOwnOrigin(undefined, undefined, never)).toBe(true);
  expect(isOwnOrigin(undefined, 'same-origin', never)).toBe(true);
  expect(isOwnOrigin(undefined, 'cross-site', never)).toBe(false);
  expect(isOwnOrigin('http://x', undefined, never)).toBe(false);
});
