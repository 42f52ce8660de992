// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';

const token = 'a'.repeat(43);
const hash = 'A'.repeat(43);
const fragment = `#invitation=${token}.${hash}`;

/** The page anew, in the same tab. */
async function load(path: string) {
  window.history.replaceState(null, '', path);
  vi.resetModules();
  return import('./invitation-link.ts');
}
afterEach(() => sessionStorage.clear());

test('INVITE-2 the invitation leaves the address bar, survives a reload of the tab, and is forgotten when it is given up', async () => {
  expect((await load(`/sign-up${fragment}`)).takeInvitation()).toMatchObject({ token });
  expect(window.location.href).not.toContain(token);
  const again = await load('/sign-up');
  expect(again.takeInvitation()).toEqual({ token, organisationHash: new Uint8Array(32) });
  again.forgetInvitation();
  expect(again.takeInvitation()).toBeUndefined();
  expect(sessionStorage.length).toBe(0);
});

test('INVITE-2 what is no invitation is not kept', async () => {
  for (const wrong of [
    '#invitation=',
    `#invitation=${token}`,
    `#invitation=${token}.${hash}x`,
    '#<script>',
    `#${'x'.repeat(9999)}`,
  ]) {
    expect((await load(`/sign-up${wrong}`)).takeInvitation()).toBeUndefined();
    expect(window.location.hash).toBe('');
  }
});
