/** What the pane of the lock offers, on a computer of one's own and on a shared one (LOCK-11, SHARED-1). */
import type { LockSettings } from '@sanad/model/engine/api';
import { MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../../app/engine-client.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import { LockPane } from './LockPane.tsx';

/** The hospital asks for nothing. */
const unruled = { isDemanded: false, isRequired: false, idleAtMost: 15 } as const;

const pinOnly: LockSettings = {
  isAvailable: true,
  secret: 'pin',
  passkey: undefined,
  idleMinutes: 2,
  isSuggested: false,
  ...unruled,
};
const passkey = { credential: new Uint8Array([1, 2]), prfSalt: new Uint8Array(32) };
let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

function show(computer: 'shared' | undefined, settings: LockSettings) {
  const api = {
    onLock: async (listener: (now: LockSettings) => void) => {
      listener(settings);
      return async () => undefined;
    },
  };
  // What the pane uses of it, and nothing else.
  const client = { api, opened: () => ({ profile: '', computer }) } as unknown as EngineClient;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <MemoryRouter>
            <Route path="*" component={LockPane} />
          </MemoryRouter>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
}
const buttons = () => [...document.querySelectorAll('button')].map(({ textContent }) => textContent ?? '');
const offers = (words: string) => buttons().some((text) => text.includes(words));

test('LOCK-11 on a computer of her own the lock can be turned off', async () => {
  show(undefined, pinOnly);
  await vi.waitFor(() => expect(offers('Désactiver le verrouillage')).toBe(true));
  expect(document.body.textContent).not.toContain('le verrouillage reste activé');
});

test('LOCK-11, SHARED-1 on a shared one it cannot, and why is said; a passkey beside the PIN can go', async () => {
  show('shared', { ...pinOnly, passkey });
  await vi.waitFor(() => expect(offers('Verrouiller maintenant')).toBe(true));
  expect(offers('Désactiver le verrouillage')).toBe(false);
  expect(document.body.textContent).toContain('le verrouillage reste activé');
  expect(offers('Retirer empreinte')).toBe(true);
});
