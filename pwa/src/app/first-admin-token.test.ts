// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';

/** The page anew, in the same tab. */
async function load(path: string) {
  window.history.replaceState(null, '', path);
  vi.resetModules();
  return import('./first-admin-token.ts');
}
afterEach(() => sessionStorage.clear());

test('the token leaves the address bar and survives a reload of the tab', async () => {
  expect((await load('/first-admin#abc')).takeToken()).toBe('abc');
  expect(window.location.href).not.toContain('abc');
  expect((await load('/first-admin')).takeToken()).toBe('abc');
});

test('a newer link takes the place of an older one', async () => {
  (await load('/first-admin#old')).takeToken();
  expect((await load('/first-admin#new')).takeToken()).toBe('new');
});

test('after it was used or refused nothing of it is left', async () => {
  const page = await load('/first-admin#abc');
  page.takeToken();
  page.forgetToken();
  expect(page.takeToken()).toBeUndefined();
  expect(sessionStorage.length).toBe(0);
  expect((await load('/first-admin')).takeToken()).toBeUndefined();
});

test('what cannot be a token is not kept', async () => {
  expect((await load(`/first-admin#${'x'.repeat(10_000)}`)).takeToken()).toBeUndefined();
  expect(window.location.hash).toBe('');
});
