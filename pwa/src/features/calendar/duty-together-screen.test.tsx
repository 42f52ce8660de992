import type { OccurrenceRow } from '@sanad/model/engine/api';
import { spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { CallsContext } from '../../app/calls/create-calls.ts';
import { EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { DutyTogether } from './DutyTogether.tsx';

const user = (i: number) => userIdFromBytes(new Uint8Array(16).fill(i));
const [me, ines] = [user(1), user(2)];
const conversation = spaceIdFromBytes(new Uint8Array(16).fill(9));
const startMs = new Date(2026, 9, 13, 8, 0).getTime();
const shift = (holder: OccurrenceRow['holder'], hours: number) =>
  ({ duty: 'Réanimation', holder, startMs, endMs: startMs + hours * 3_600_000, state: 'on' }) as OccurrenceRow; // what it looks at

let dispose: (() => void) | undefined;
afterEach(() => dispose?.());

test('CAL-8 below a day stands who is on duty with me, with a call; the rest of the day may change around it', async () => {
  const start = vi.fn(async () => ({ ok: true, value: undefined }));
  const onDirectory = async (listener: (all: readonly object[]) => void) => {
    listener([{ user: ines, name: 'Inès Trabelsi', profession: 'doctor' }]);
    return () => undefined;
  };
  const engine = {
    api: { onDirectory, openDirect: async () => ({ ok: true, value: conversation }) },
    state: () => ({ phase: 'ready', me: { user: me, name: 'Amel Nour', profession: 'nurse' } }),
    sync: () => ({ connectivity: 'online' }),
  } as never;
  const [rows, setRows] = createSignal<readonly OccurrenceRow[]>([shift(ines, 12)]);
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>
            <CallsContext.Provider value={{ row: () => undefined, start } as never}>
              <DutyTogether rows={rows()} />
            </CallsContext.Provider>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  expect(document.querySelector('section')).toBeNull();
  setRows([shift(me, 12), shift(ines, 12)]);
  expect(document.querySelector('section')?.textContent).toBe('De garde avec vousITDr Inès TrabelsiMédecinRéanimation');
  const button = document.querySelector('button');
  expect(button?.getAttribute('aria-label')).toBe('Appeler Dr Inès Trabelsi');
  button?.focus();
  setRows([shift(me, 12), shift(ines, 6)]);
  expect(document.querySelector('section')?.textContent).toContain('Réanimation08:00 – 14:00');
  expect(document.activeElement).toBe(button);
  button?.click();
  await vi.waitFor(() => expect(start).toHaveBeenCalledWith(conversation, false));
});
