/** The form of a new event beside the calendar: what is pressed there meanwhile. */
import { spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineContext } from '../../../app/engine-client.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../../ui/toaster.ts';
import { isSamePlace } from './event-address.ts';
import { NewEvent } from './NewEvent.tsx';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});
function open(path: string) {
  const nothing = async () => () => undefined;
  const ownCalendar = async () => ({ ok: true, value: spaceIdFromBytes(new Uint8Array(16).fill(9)) });
  const engine = {
    api: { ownCalendar, onDirectory: nothing, onReminderSettings: nothing, onMessages: nothing },
    state: () => ({ phase: 'ready', me: { user: userIdFromBytes(new Uint8Array(16).fill(1)), name: 'Amel Nour' } }),
    sync: () => ({ connectivity: 'online' }),
    conversations: { order: [], byId: {} },
  } as never;
  const history = createMemoryHistory();
  history.set({ value: path });
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>
            <MemoryRouter history={history}>
              <Route path="/calendar/new" component={NewEvent} />
            </MemoryRouter>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  return history;
}
const day = () => document.querySelector<HTMLInputElement>('input[type="date"]')?.value;

test('another day that is pressed beside an untouched form begins it anew, another month beside it does not', async () => {
  const history = open('/calendar/new?start=2026-10-13&view=month');
  await vi.waitFor(() => expect(day()).toBe('2026-10-13'));
  const form = document.querySelector('form');
  history.set({ value: '/calendar/new?start=2026-10-13&view=month&date=2026-11-13' });
  await vi.waitFor(() => expect(document.querySelector('form')).toBe(form));
  history.set({ value: '/calendar/new?start=2026-10-20&view=month&date=2026-11-13' });
  await vi.waitFor(() => expect(day()).toBe('2026-10-20'));
});

test('what stands behind a form is no part of where one is', () => {
  const at = '/calendar/new?start=2026-10-13&view=month';
  expect(isSamePlace(at, '/calendar/new?view=week&date=2026-11-01&start=2026-10-13')).toBe(true);
  expect(isSamePlace(at, '/calendar/new?start=2026-10-14&view=month')).toBe(false);
  expect(isSamePlace(at, '/calendar?view=month')).toBe(false);
});
