import type { OccurrenceRow } from '@sanad/model/engine/api';
import { messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createRoot } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineContext } from '../../../app/engine-client.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../../ui/toaster.ts';
import { type Mover, useMove } from './use-move.ts';

const calendar = spaceIdFromBytes(new Uint8Array(16).fill(9));
const event = messageIdFromBytes(new Uint8Array(12).fill(8));
const zone = 'Africa/Tunis';
const at = (date: string, time = '14:30') => ({ local: `${date}T${time}:00`, zone });
const row = (more: Partial<OccurrenceRow> = {}): OccurrenceRow => ({
  ...{ id: 'x', calendar, event, at: undefined, title: 'Staff', place: '', start: at('2026-10-13') },
  ...{
    startMs: Date.UTC(2026, 9, 13, 13, 30),
    endMs: Date.UTC(2026, 9, 13, 14, 15),
    rule: undefined,
    state: 'on',
    priority: 'normal',
  },
  ...{ organiser: userIdFromBytes(new Uint8Array(16).fill(1)), answer: undefined, call: false, conversation: undefined },
  ...{ duty: undefined, holder: undefined, overlaps: [], waiting: false, contested: false, isChanged: false },
  ...more,
});

let dispose: (() => void) | undefined;
afterEach(() => dispose?.());
const undone = [{ at: undefined, following: false, was: {}, wrote: {} }];
const undoChange = vi.fn(async (..._args: readonly unknown[]) => ({ ok: true, value: undefined }));
function start(changeEvent: (...args: readonly unknown[]) => Promise<unknown>) {
  const toaster = createRoot(() => createToaster());
  const engine = {
    api: { changeEvent, undoChange, ownCalendar: async () => ({ ok: true, value: calendar }) },
    state: () => ({ phase: 'ready' }),
    sync: () => ({ connectivity: 'offline' }),
    conversations: { order: [], byId: {} },
  } as never;
  let mover: Mover | undefined;
  const Taker = () => {
    mover = useMove();
    return undefined;
  };
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={toaster}>
            <Taker />
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  if (mover === undefined) throw new Error('nothing was made');
  return { mover, toaster };
}
const done = () => vi.fn(async (..._args: readonly unknown[]): Promise<unknown> => ({ ok: true, value: undone }));

test('what happens once is moved without a question, said, and put back by its undo', async () => {
  const changeEvent = done();
  const { mover, toaster } = start(changeEvent);
  expect(await mover.move(row(), { start: at('2026-10-14') })).toBe(true);
  expect(changeEvent).toHaveBeenLastCalledWith(calendar, event, { fields: { start: at('2026-10-14') } }, 'all', undefined);
  expect(toaster.toast()?.text).toContain('Cela partira au retour du réseau');
  toaster.toast()?.action?.run();
  await vi.waitFor(() => expect(toaster.toast()?.text).toBe('Remis à sa place.'));
  expect(undoChange).toHaveBeenLastCalledWith(calendar, event, undone);
  expect(changeEvent).toHaveBeenCalledTimes(1);
});
test('CAL-6 a series is asked which dates; what each of them had is put back', async () => {
  const changeEvent = done();
  const { mover, toaster } = start(changeEvent);
  const given = mover.move(row({ at: '2026-10-13', rule: 'FREQ=WEEKLY' }), { start: at('2026-10-14') });
  expect(mover.isAsking()).toBe(true);
  mover.answer(undefined);
  expect(await given).toBe(false);
  expect(changeEvent).not.toHaveBeenCalled();
  const moved = mover.move(row({ at: '2026-10-13', rule: 'FREQ=WEEKLY' }), { start: at('2026-10-14') });
  mover.answer('following');
  expect(await moved).toBe(true);
  expect(changeEvent.mock.lastCall?.slice(3)).toEqual(['following', '2026-10-13']);
  toaster.toast()?.action?.run();
  await vi.waitFor(() => expect(toaster.toast()?.text).toBe('Remis à sa place.'));
  expect(undoChange).toHaveBeenLastCalledWith(calendar, event, undone);
});
test('what cannot be put back is said in words', async () => {
  const { mover, toaster } = start(done());
  undoChange.mockResolvedValueOnce({ ok: false, error: { type: 'not-allowed' } } as never);
  await mover.move(row(), { start: at('2026-10-14') });
  const { text } = toaster.toast() ?? {};
  toaster.toast()?.action?.run();
  await vi.waitFor(() => expect(toaster.toast()?.text).not.toBe(text));
  expect(toaster.toast()?.text).not.toBe('Remis à sa place.');
});
test('what is refused is said in words, and nothing is to be undone', async () => {
  const { mover, toaster } = start(async () => ({ ok: false, error: { type: 'not-allowed' } }));
  expect(await mover.move(row(), { start: at('2026-10-14') })).toBe(false);
  expect(toaster.toast()?.action).toBeUndefined();
  expect(toaster.toast()?.text).not.toBe('');
});
test('what does not take place, or stands where somebody may not write, is not moved', async () => {
  const { mover } = start(done());
  await vi.waitFor(() => expect(mover.mayMove(row())).toBe(true));
  expect(mover.mayMove(row({ state: 'cancelled' }))).toBe(false);
  expect(mover.mayMove(row({ calendar: spaceIdFromBytes(new Uint8Array(16).fill(7)) }))).toBe(false);
});
