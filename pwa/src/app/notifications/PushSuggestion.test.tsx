/** Notifications are offered where they can still be asked for, after the lock, and not again. */
import type { LockSettings } from '@sanad/model/engine/api';
import { MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { PushSuggestion } from './PushSuggestion.tsx';

/** The hospital asks for nothing. */
const unruled = { isDemanded: false, isRequired: false, idleAtMost: 15 } as const;

const settled: LockSettings = {
  isAvailable: true,
  secret: 'pin',
  passkey: undefined,
  idleMinutes: 2,
  isSuggested: false,
  ...unruled,
};
let end = () => {};
beforeEach(() => {
  Object.defineProperty(navigator, 'serviceWorker', { value: new EventTarget(), configurable: true });
  vi.stubGlobal('PushManager', class {});
});
afterEach(() => {
  end();
  document.body.replaceChildren();
  localStorage.clear();
  Reflect.deleteProperty(navigator, 'serviceWorker');
  vi.unstubAllGlobals();
});

function show(permission: NotificationPermission, settings: LockSettings): void {
  vi.stubGlobal('Notification', { permission });
  const api = {
    onLock: async (listener: (now: LockSettings) => void) => {
      listener(settings);
      return async () => undefined;
    },
  };
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={{ api } as unknown as EngineClient}>
          <MemoryRouter>
            <Route path="*" component={PushSuggestion} />
          </MemoryRouter>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
}
const press = (words: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(words))?.click();

test('where the browser was not asked yet they are offered; who says no is not asked again', async () => {
  show('default', settled);
  await vi.waitFor(() => expect(document.body.textContent).toContain('Activer les notifications'));
  press('Non merci');
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('Activer'));
  end();
  show('default', settled);
  await Promise.resolve();
  expect(document.body.textContent).not.toContain('Activer');
});

test.each(['granted', 'denied'] as const)('not where the answer is %s', async (permission) => {
  show(permission, settled);
  await Promise.resolve();
  expect(document.body.textContent).toBe('');
});

test('the lock is offered first', async () => {
  show('default', { ...settled, isSuggested: true });
  await Promise.resolve();
  expect(document.body.textContent).toBe('');
});
