/** What is shown of identities and of the server's lies, and what a press asks of the engine. */
import type { Person, TrustState } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { EngineContext } from '../engine-client.ts';
import { FaultSheet } from './FaultSheet.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { IdentitySheet } from './IdentitySheet.tsx';
import { TrustNotice } from './TrustNotice.tsx';
import { VerifiedMark } from './VerifiedMark.tsx';
import { VerifySheet } from './VerifySheet.tsx';

const user = (last: number): UserId => {
  const id: string = `00000000-0000-7000-8000-00000000000${last}`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
};
const [amel, karim] = [user(1), user(2)];
const person = (who: UserId, name: string): Person => ({
  user: who,
  name,
  profession: 'nurse',
  unit: 'Réanimation',
  extension: '',
  languages: [],
  specialities: [],
  photoUrl: undefined,
  trust: 'bound',
});
const nameOf = (who: UserId): string => (who === amel ? 'Amel Nour' : 'Karim');
const changed = (who: UserId, wasVerified = false) => ({
  user: who,
  verified: false,
  changed: { atMs: Date.now() },
  wasVerified,
});
const nothing: TrustState = { people: [], organisationConfirmed: false, faults: [] };
const number = Array.from({ length: 12 }, (_, i) => String(10_000 + i)).join('');

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});
function show(view: () => JSX.Element, first: TrustState, api: object = {}) {
  const [trust, setTrust] = createSignal(first);
  const engine = {
    trust,
    state: () => ({ phase: 'starting' }),
    sync: () => ({ connectivity: 'online' }),
    api: {
      onDirectory: async (listener: (people: readonly Person[]) => void) => {
        listener([person(amel, 'Amel Nour')]);
        return async () => undefined;
      },
      safetyNumber: async () => ok({ number, code: `SANAD-SN1:${number}` }),
      ...api,
    },
  } as never;
  const place = document.createElement('div');
  document.body.append(place);
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
  return { setTrust };
}
const said = (): string => document.body.textContent?.replaceAll(/[\u2068\u2069]/g, '') ?? '';
function press(name: string): void {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name));
  if (found === undefined) throw new Error(`no button ${name}: ${said()}`);
  found.click();
}

test('TRUST-2 the mark is a word, and only for who is verified now', () => {
  const state = { ...nothing, people: [{ user: amel, verified: true, changed: undefined, wasVerified: false }] };
  const { setTrust } = show(
    () => (
      <>
        <VerifiedMark user={amel} />
        <VerifiedMark user={karim} />
      </>
    ),
    state,
  );
  expect(said()).toBe('Vérifié');
  setTrust({ ...nothing, people: [changed(amel, true)] });
  expect(said()).toBe('');
});

test('TRUST-1, TRUST-2 the number in twelve groups and as a code; the same, or what it means when it is not', async () => {
  const setVerified = vi.fn(async () => ok(undefined));
  const close = vi.fn();
  show(() => <VerifySheet person={person(amel, 'Amel Nour')} onClose={close} />, nothing, { setVerified });
  await vi.waitFor(() => expect(document.querySelectorAll('.safety > li')).toHaveLength(12));
  expect([...document.querySelectorAll('.safety > li')].map(({ textContent }) => textContent).join('')).toBe(number);
  expect(document.querySelector('.safety')?.getAttribute('dir')).toBe('ltr');
  expect(document.querySelector('.safety-qr svg')).not.toBeNull();
  press('Ils sont différents');
  expect(said()).toContain('prévenez l’administration');
  press('Les chiffres sont les mêmes');
  expect(setVerified).toHaveBeenCalledWith(amel, true);
  await vi.waitFor(() => expect(close).toHaveBeenCalled());
});

test('TRUST-3 one changed identity is a card with both ways, several lead to a list', async () => {
  const acceptIdentity = vi.fn(async () => ok(undefined));
  const several = vi.fn();
  const verify = vi.fn();
  const view = () => <IdentityCard users={[amel, karim]} nameOf={nameOf} onVerify={verify} onSeveral={several} />;
  const { setTrust } = show(view, nothing, { acceptIdentity });
  expect(said()).toBe('');
  setTrust({ ...nothing, people: [changed(amel, true)] });
  expect(said()).toContain('Amel Nour a une nouvelle identité depuis aujourd’hui');
  expect(said()).toContain('Votre vérification ne vaut plus.');
  press('Vérifier');
  press('C’est bien cette personne');
  expect([verify.mock.calls, acceptIdentity.mock.calls]).toEqual([[[amel]], [[amel]]]);
  setTrust({ ...nothing, people: [changed(amel), changed(karim)] });
  expect(said()).toContain('2 membres ont une nouvelle identité');
  press('Confirmer');
  expect(several).toHaveBeenCalledOnce();
});

test('TRUST-4 what waits leaves when the last one is accepted, and not before there was one', () => {
  const done = vi.fn();
  const rest = { nameOf, isUrgent: true, onVerify: () => undefined, onClose: () => undefined };
  const { setTrust } = show(() => <IdentitySheet users={[amel, karim]} onDone={done} {...rest} />, nothing);
  expect(done).not.toHaveBeenCalled();
  setTrust({ ...nothing, people: [changed(amel), changed(karim)] });
  expect(document.querySelectorAll('.identity-list > li')).toHaveLength(2);
  setTrust({ ...nothing, people: [changed(karim)] });
  expect(done).not.toHaveBeenCalled();
  setTrust(nothing);
  expect(done).toHaveBeenCalledOnce();
});

test('TRUST-5 the notice stands as long as there is a fault; its sheet says which, and asks again', async () => {
  const faults = [{ kind: 'chain', user: amel, sinceMs: Date.now() } as const];
  const { setTrust } = show(() => <TrustNotice faults={faults} />, nothing);
  expect(said()).toContain('Le serveur a montré quelque chose d’impossible.');
  setTrust(nothing);
  dispose?.();
  const recheckTrust = vi.fn(async () => ok(0));
  show(() => <FaultSheet faults={faults} onClose={() => undefined} />, nothing, { recheckTrust });
  await vi.waitFor(() => expect(said()).toContain('pour Amel Nour un historique d’appareils impossible'));
  press('Vérifier de nouveau');
  expect(recheckTrust).toHaveBeenCalledOnce();
});
