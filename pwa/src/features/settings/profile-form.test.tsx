/** What a profile says when it is saved, and in which order (UNIT-3, DOC-16). */
import type { Me, PortraitRow, ProfileChange, Unit } from '@sanad/model/engine/api';
import { fileIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import { MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { ProfileForm } from './ProfileForm.tsx';

const user = userIdFromBytes(new Uint8Array(16).fill(1));
const file = fileIdFromBytes(new Uint8Array(16).fill(2));
const me = { user, name: 'Amel Nour', unit: 'Réanimation', extension: '', languages: [], specialities: [] } as unknown as Me;
const units = ['Réanimation', 'Bloc'].map((name) => ({ unit: name, kind: 'unit', name }) as unknown as Unit);

let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

/** With a sealed portrait. `refused`: the server takes nothing. */
async function show({ refused = false } = {}) {
  const said: (ProfileChange | 'taken back')[] = [];
  const api = {
    units: async () => ok(units),
    onPortraits: async (listener: (rows: readonly PortraitRow[]) => void) => {
      listener([{ user, file, isThere: true }]);
      return async () => undefined;
    },
    openPortrait: async () => ok(new Uint8Array([1])),
    setPortrait: async () => {
      said.push('taken back');
      return ok(undefined);
    },
    updateProfile: async (change: ProfileChange) => {
      said.push(change);
      return refused ? err({ type: 'refused', code: 'request/rate-limited' }) : ok(me);
    },
  };
  const client = {
    api,
    state: () => ({ phase: 'ready', me }),
    sync: () => ({ connectivity: 'online' }),
  } as unknown as EngineClient;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <ToasterContext.Provider value={createToaster()}>
            <MemoryRouter>
              <Route path="*" component={ProfileForm} />
            </MemoryRouter>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  await vi.waitFor(() => expect(document.querySelector('select')).not.toBeNull());
  return said;
}
const choose = (unit: string) => {
  const field = document.querySelector('select');
  if (field === null) throw new Error('no units');
  field.value = unit;
  field.dispatchEvent(new Event('change', { bubbles: true }));
};
const save = async (said: readonly unknown[], count: number) => {
  document.querySelector('form')?.requestSubmit();
  await vi.waitFor(() => expect(said).toHaveLength(count));
  await vi.waitFor(() => expect(document.querySelector('button[type="submit"][aria-busy="true"]')).toBeNull());
};

test('UNIT-3 a unit that was left as it is is not said; one that was changed can be changed back', async () => {
  const said = await show();
  await save(said, 1);
  choose('Bloc');
  await save(said, 2);
  choose('Réanimation');
  await save(said, 3);
  expect(said.map((one) => (one === 'taken back' ? one : one.unit))).toEqual([undefined, 'Bloc', 'Réanimation']);
});

test('DOC-16 a photo stands in the directory before the sealed one is taken back, which stays where the directory does not take it', async () => {
  for (const refused of [false, true]) {
    const said = await show({ refused });
    const everybody = [...document.querySelectorAll('label')].find(({ textContent }) =>
      textContent?.startsWith('Tout l’annuaire'),
    );
    everybody?.click();
    await save(said, refused ? 1 : 2);
    expect(said[0]).toMatchObject({ photo: new Uint8Array([1]) });
    expect(said[1]).toBe(refused ? undefined : 'taken back');
    end();
    document.body.replaceChildren();
  }
});
