import type { EngineState, ResetRequestRow } from '@sanad/model/engine/api';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { ResetList } from '../features/admin/requests/resets/ResetList.tsx';
import { Explain } from '../features/device/reset/Explain.tsx';
import { Resetting } from '../features/device/reset/Resetting.tsx';
import { createI18n } from '../i18n/create-i18n.ts';
import { fr } from '../i18n/fr.ts';
import { I18nContext } from '../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../ui/toaster.ts';
import { EngineContext } from './engine-client.ts';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});
function show(view: () => JSX.Element, state: () => EngineState, api: object = {}): HTMLElement {
  const place = document.createElement('div');
  document.body.append(place);
  const engine = { api, state, opened: () => ({ computer: 'own' }) } as never;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>{view()}</ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    place,
  );
  return place;
}
const me = { user: 'u', name: 'Amel Nour' } as never;
const resetting = (answer: 'waiting' | 'refused' | 'over'): EngineState => ({
  phase: 'resetting',
  me,
  comparisonCode: '50DVTPMX8P0R',
  answer,
});
const pressed = (place: HTMLElement, name: string): void => {
  const found = [...place.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name));
  if (found === undefined) throw new Error(`no button ${name}`);
  found.click();
};

test('RESET-1 what a new identity means is said before anything is made', () => {
  const begun = vi.fn();
  const place = show(
    () => <Explain busy={false} failure={undefined} onBack={() => undefined} onContinue={begun} />,
    () => resetting('waiting'),
  );
  for (const word of ['Un administrateur confirme', 'Vos conversations reviennent', 'est perdu', 'sont coupés', 'Tout le monde'])
    expect(place.textContent).toContain(word);
  pressed(place, 'Continuer sans eux');
  expect(begun).toHaveBeenCalledOnce();
});

test('RESET-2 the waiting page shows the code in three groups, and what was answered', () => {
  const [state, setState] = createSignal(resetting('waiting'));
  const cancelReset = vi.fn(async () => ({ ok: true }));
  const place = show(() => <Resetting />, state, { cancelReset, checkReset: async () => ({ ok: true }) });
  expect(place.querySelector('.comparison [aria-hidden]')?.textContent).toBe('50DV TPMX 8P0R');
  setState(resetting('refused'));
  expect(place.textContent).toContain('Demande refusée.');
  expect(place.querySelector('.comparison')).toBeNull();
  setState(resetting('over'));
  expect(place.textContent).toContain('Cette demande ne vaut plus.');
  pressed(place, 'Choisir une autre façon');
  expect(cancelReset).toHaveBeenCalledOnce();
});

test('RESET-2 an administrator sees who asks; what was confirmed already is not asked again', () => {
  const request: ResetRequestRow = {
    user: 'u' as UserId,
    name: 'Amel Nour',
    email: 'amel@chu.tn',
    staffNumber: 'M-1',
    profession: 'nurse',
    unit: 'Réanimation',
    device: 'd' as DeviceId,
    label: 'Téléphone',
    comparisonCode: '50DVTPMX8P0R',
    lodgedAtMs: Date.now(),
    isOffered: false,
    conversations: 3,
    groups: 1,
    devices: 1,
  };
  const confirmed = vi.fn();
  const place = show(
    () => (
      <ResetList
        requests={[request, { ...request, user: 'v' as UserId, isOffered: true }]}
        onConfirm={confirmed}
        onRefuse={() => undefined}
      />
    ),
    () => resetting('waiting'),
  );
  expect(place.textContent).toContain('2 nouvelles identités demandées');
  expect(place.textContent).toContain('50DV TPMX 8P0R');
  expect(place.querySelectorAll('button')).toHaveLength(2);
  pressed(place, 'Confirmer');
  expect(confirmed).toHaveBeenCalledWith(request);
});
