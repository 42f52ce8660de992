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
import { DutyCard } from './DutyCard.tsx';
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

test('a shift opens the calendar on the day on which it begins here', () => {
  const night = shift({ startMs: new Date(2026, 9, 14, 2, 0).getTime(), at: '2026-10-10' });
  expect(eventPath(night)).toBe(`/calendar/e/${calendar}/${event}?view=day&date=2026-10-14&at=2026-10-10`);
});
