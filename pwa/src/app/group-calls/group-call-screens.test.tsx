import type { GroupCallRow, GroupCallsApi, Person } from '@sanad/model/engine/api';
import { callIdFromBytes, deviceIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext, useToaster } from '../../ui/toaster.ts';
import { CallsContext } from '../calls/create-calls.ts';
import { EngineContext } from '../engine-client.ts';
import { type GroupCalls, GroupCallsContext } from './create-group-calls.ts';
import { GroupCallScreen } from './GroupCallScreen.tsx';
import { nobodySpeaks } from './speakers.ts';
import { useJoinGroupCall } from './use-join-group-call.ts';

const bytes = (i: number) => new Uint8Array(16).fill(i);
const space = spaceIdFromBytes(bytes(9));
const people: readonly Pick<Person, 'user' | 'name' | 'profession' | 'photoUrl'>[] = [
  { user: userIdFromBytes(bytes(1)), name: 'Inès Trabelsi', profession: 'doctor', photoUrl: undefined },
  { user: userIdFromBytes(bytes(2)), name: 'Sami Gharbi', profession: 'nurse', photoUrl: undefined },
];
const sends = { microphone: true, camera: false, screen: false };
const one = (i: number, changes: Partial<GroupCallRow['people'][number]> = {}): GroupCallRow['people'][number] => ({
  user: userIdFromBytes(bytes(i)),
  device: deviceIdFromBytes(bytes(i)),
  ...{ sends, handAtMs: undefined, link: 'connected' },
  ...changes,
});
const rowOf = (changes: Partial<GroupCallRow> = {}): GroupCallRow => ({
  ...{ id: callIdFromBytes(bytes(7)), conversation: space, phase: 'in', enteredAtMs: 0, sends, handAtMs: undefined },
  ...{ mayMute: false, mutedBy: undefined, people: [one(1), one(2)] },
  ...changes,
});

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});
function show(view: () => JSX.Element, more: Partial<GroupCalls> = {}): void {
  const place = document.createElement('div');
  document.body.append(place);
  const api = {
    onDirectory: async (listener: (all: readonly object[]) => void) => {
      listener(people);
      return () => undefined;
    },
  };
  const me = { user: userIdFromBytes(bytes(3)), name: 'Amel Nour', profession: 'nurse' };
  const engine = {
    api,
    state: () => ({ phase: 'ready', me }),
    sync: () => ({ connectivity: 'online' }),
    conversations: {},
  } as never;
  const [row] = createSignal<GroupCallRow>();
  const calls = {
    ...{ row, left: () => undefined, goingOn: () => undefined, mine: () => ({}), of: () => ({}), isOn: () => true },
    ...{ speaking: () => nobodySpeaks(), view: () => 'grid', setView: () => undefined, isFolded: () => false, fold: vi.fn() },
    ...{ turn: async () => true, leave: vi.fn(), dismiss: vi.fn(), raiseHand: vi.fn(), mute: vi.fn(), join: vi.fn() },
    ...more,
  } as unknown as GroupCalls;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>
            <CallsContext.Provider value={{ row: () => undefined } as never}>
              <GroupCallsContext.Provider value={calls}>{view()}</GroupCallsContext.Provider>
            </CallsContext.Provider>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    place,
  );
}
const settle = () => new Promise((done) => setTimeout(done, 20));
const tile = (name: string): Element | undefined =>
  [...document.querySelectorAll('.call-tile')].find(({ textContent }) => textContent?.includes(name));
const labels = (within: Element | undefined): readonly (string | null)[] =>
  [...(within?.querySelectorAll('[aria-label]') ?? [])].map((element) => element.getAttribute('aria-label'));
const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find(
    (element) => element.getAttribute('aria-label') === name || element.textContent?.trim() === name,
  );
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
};

test('GROUPCALL-4 each tile says in words what is: silent, hand, not to be reached, not secure', async () => {
  const row = rowOf({
    people: [
      one(1, { sends: { ...sends, microphone: false }, handAtMs: 5, link: 'unreachable' }),
      one(2, { link: 'forged', handAtMs: 4 }),
    ],
  });
  show(() => <GroupCallScreen row={row} group={{ name: 'Réa' }} />);
  await settle();
  expect(labels(tile('Inès'))).toEqual(['Micro coupé', 'Main levée – n° 2']);
  expect(tile('Inès')?.textContent).toContain('Injoignable');
  expect(labels(tile('Sami'))).toEqual(['Main levée – n° 1']);
  expect(tile('Sami')?.textContent).toContain('quelqu’un a tenté de la modifier');
  expect(tile('Vous')).toBeDefined();
  expect(document.body.textContent).toContain('3 personnes');
});

test('GROUPCALL-7 who may asks for silence from the list, and nobody else; who was silenced reads who did it', async () => {
  const mute = vi.fn();
  show(() => <GroupCallScreen row={rowOf({ mayMute: true, mutedBy: userIdFromBytes(bytes(1)) })} group={undefined} />, { mute });
  await settle();
  expect(document.body.textContent).toContain('Dr Inès Trabelsi a coupé votre micro');
  button('Participants').click();
  await settle();
  expect(document.body.textContent).toContain('6 personnes au plus');
  button('Couper le micro de Sami Gharbi').click();
  expect(mute).toHaveBeenCalledWith(deviceIdFromBytes(bytes(2)));
  dispose?.();
  document.body.replaceChildren();
  show(() => <GroupCallScreen row={rowOf()} group={undefined} />);
  await settle();
  button('Participants').click();
  await settle();
  expect(() => button('Couper le micro de Sami Gharbi')).toThrow();
});

test('GROUPCALL-3 the limit is said in words to whoever comes as the seventh', async () => {
  const full = { ok: false, error: { type: 'call-full' } } as Awaited<ReturnType<GroupCallsApi['joinGroupCall']>>;
  let said = '';
  const Seventh = () => {
    const join = useJoinGroupCall();
    const toaster = useToaster();
    void join(space).then(() => {
      said = toaster.toast()?.text ?? '';
    });
    return null;
  };
  show(() => <Seventh />, { join: (async () => full) as GroupCalls['join'] });
  await settle();
  expect(said).toContain('6 personnes sont déjà dans l’appel');
});
