import type { EventDetails, ShiftRow } from '@sanad/model/engine/api';
import { messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { CallsContext } from '../../app/calls/create-calls.ts';
import { SwapBox } from '../../app/duty/SwapBox.tsx';
import { EngineContext } from '../../app/engine-client.ts';
import { createNames } from '../../app/urgent/use-urgents.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { DoubleChoice } from './DoubleChoice.tsx';
import { DutyCard } from './DutyCard.tsx';
import { HandoverGiven } from './HandoverBar.tsx';
import { HandoverSheet } from './HandoverSheet.tsx';
import { createHandoversGiven } from './handovers-given.ts';
import { eventPath } from './ShiftSheet.tsx';

const user = (i: number) => userIdFromBytes(new Uint8Array(16).fill(i));
const [ines, me] = [user(1), user(2)];
const calendar = spaceIdFromBytes(new Uint8Array(16).fill(9));
const event = messageIdFromBytes(new Uint8Array(12).fill(8));
const startMs = new Date(2026, 9, 13, 20, 0).getTime();
const shift = (part: Partial<ShiftRow> = {}): ShiftRow => ({
  ...{ id: 'x', calendar, event, at: undefined, role: 'Urgences', holder: ines },
  ...{ startMs, endMs: startMs + 12 * 3_600_000, waiting: false, swap: undefined, ...part },
});

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  localStorage.clear();
  document.body.replaceChildren();
});
function show(view: () => JSX.Element, api: object): void {
  const onDirectory = async (listener: (all: readonly object[]) => void) => {
    listener([{ user: ines, name: 'Inès Trabelsi', profession: 'doctor' }]);
    return () => undefined;
  };
  const engine = {
    api: { onDirectory, ...api },
    state: () => ({ phase: 'ready', me: { user: me, name: 'Amel Nour', profession: 'nurse' } }),
    sync: () => ({ connectivity: 'online' }),
    conversations: { order: [calendar], byId: { [calendar]: { id: calendar, kind: 'direct', with: { user: ines } } } },
  } as never;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>
            <CallsContext.Provider value={{ row: () => undefined } as never}>{view()}</CallsContext.Provider>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
}
const button = (name: string) => [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(name));

test('the roster comes anew each minute: whoever stands on a button of a card stays there', () => {
  const [row, setRow] = createSignal(shift());
  const Card = () => (
    <DutyCard
      card={{ id: 'Urgences', role: 'Urgences', kind: 'held', now: [row()], next: undefined }}
      now={startMs}
      names={createNames()}
      onSheet={() => undefined}
    />
  );
  show(() => <Card />, {});
  const who = document.querySelector<HTMLButtonElement>('.duty-who');
  who?.focus();
  setRow(shift({ role: 'Urgences · nuit' }));
  expect(who?.textContent).toContain('Urgences · nuit');
  expect(document.activeElement).toBe(who);
});

test('my own face is mine: the directory is of the others', () => {
  const Card = () => (
    <DutyCard
      card={{ id: 'Urgences', role: 'Urgences', kind: 'held', now: [shift({ holder: me })], next: undefined }}
      now={startMs}
      names={createNames()}
      onSheet={() => undefined}
    />
  );
  show(() => <Card />, {});
  expect(document.querySelector('.avatar')?.textContent).toBe('AN');
  expect(document.querySelector('.duty .nm')?.textContent).toBe('Vous');
});

test('CAL-31 a colleague who was chosen and left again with Cancel is not asked by the next request', async () => {
  const swapShift = vi.fn(async () => ({ ok: true, value: undefined }));
  const details = {
    ...{ calendar, event, at: undefined, duty: 'Urgences', holder: me, state: 'on', swaps: [] },
    ...{ startMs: Date.now(), endMs: Date.now() + 3_600_000 },
  } as unknown as EventDetails; // what it looks at
  const onEvent = async (...args: readonly unknown[]) => {
    (args[4] as (next: EventDetails) => void)(details); // the listener
    return () => undefined;
  };
  show(() => <SwapBox calendar={calendar} event={event} at={undefined} />, { swapShift, onEvent });
  await vi.waitFor(() => expect(button('Demander un échange')).toBeDefined());
  button('Demander un échange')?.click();
  const select = document.querySelector('select');
  if (select === null) throw new Error('nobody to choose');
  select.selectedIndex = 1;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  button('Annuler')?.click();
  button('Demander un échange')?.click();
  const shown = document.querySelector('select');
  const said = shown?.options[shown.selectedIndex]?.textContent ?? '';
  document.querySelector('form')?.requestSubmit();
  await vi.waitFor(() => expect(swapShift).toHaveBeenCalledTimes(1));
  const asked = (swapShift.mock.calls as unknown as readonly (readonly unknown[])[])[0]?.[3] as { readonly to?: string };
  expect([said, asked.to]).toEqual(['À qui peut', undefined]);
});

test('CAL-30 what becomes free is said before; more than the hours in common only after a second press', async () => {
  const changeEvent = vi.fn(async () => ({ ok: true, value: undefined }));
  const onDone = vi.fn();
  const mine = shift({ id: 'mine', holder: me, startMs: startMs + 3_600_000, endMs: startMs + 7_200_000 });
  show(() => <DoubleChoice shifts={[shift(), mine]} names={createNames()} onDone={onDone} />, { changeEvent });
  await vi.waitFor(() => expect(document.body.textContent).toContain('Inès Trabelsi\u00a0: 20:00 – 08:00 redevient libre'));
  expect(document.body.textContent).toContain('Votre garde 21:00 – 22:00 redevient libre');
  button('Vous l’avez (21:00 – 22:00)')?.click();
  expect(document.body.textContent).toContain('C’est plus que les heures en commun');
  expect(changeEvent).not.toHaveBeenCalled();
  button('Annuler')?.click();
  button('Vous l’avez')?.click();
  button('Libérer toutes ces heures')?.click();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(changeEvent).toHaveBeenCalledTimes(1);
});

test('CAL-33 with nothing to tell it is one press to say so; a shift that was handed over is not asked for again', async () => {
  const sendMessage = vi.fn(async (..._said: readonly unknown[]) => ({ ok: true, value: undefined }));
  const ending = shift({ holder: me });
  const now = () => startMs;
  const given = () => createHandoversGiven(now);
  const Both = () => {
    const [here, names] = [given(), createNames()];
    return (
      <>
        <HandoverGiven given={here} shift={ending} />
        <HandoverSheet
          handover={{ shift: ending, to: ines, next: shift() }}
          names={names}
          onGiven={here.remember}
          onClose={() => undefined}
        />
      </>
    );
  };
  show(() => <Both />, {
    openDirect: async () => ({ ok: true, value: calendar }),
    onUrgents: async () => () => undefined,
    sendMessage,
  });
  const send = () => [...document.querySelectorAll('button')].find(({ type }) => type === 'submit');
  expect(send()?.disabled).toBe(true);
  button('Rien à signaler')?.click();
  expect(send()?.disabled).toBe(false);
  document.querySelector('form')?.requestSubmit();
  await vi.waitFor(() => expect(document.body.textContent).toContain('Relève Urgences faite à 20:00.'));
  expect(sendMessage.mock.calls[0]?.[1]).toContain('Rien à signaler');
  expect([given().atMs(ending), given().atMs({ ...ending, endMs: ending.endMs + 1 })]).toEqual([startMs, undefined]);
});

test('a shift opens the calendar on the day on which it begins here', () => {
  const night = shift({ startMs: new Date(2026, 9, 14, 2, 0).getTime(), at: '2026-10-10' });
  expect(eventPath(night)).toBe(`/calendar/e/${calendar}/${event}?view=day&date=2026-10-14&at=2026-10-10`);
});
