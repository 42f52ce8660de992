/** A meeting that is announced on every page, while it is changed. */
import type { UpcomingRow } from '@sanad/model/engine/api';
import { MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { CallsContext } from '../calls/create-calls.ts';
import { EngineContext } from '../engine-client.ts';
import { GroupCallsContext } from '../group-calls/create-group-calls.ts';
import { MeetingStrip } from './MeetingStrip.tsx';

const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 9, 13, 13, 0);
let dispose: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers({ now: nowMs }));
afterEach(() => {
  dispose?.();
  vi.useRealTimers();
});
const row = (minutes: number, part: Partial<UpcomingRow> = {}) =>
  ({
    ...{ id: 'a', calendar: 'c', event: 'e', at: undefined, title: 'Staff', call: true, answer: undefined, reminder: undefined },
    ...{ conversation: undefined, startMs: nowMs + minutes * minuteMs, endMs: nowMs + 60 * minuteMs },
    ...part,
  }) as UpcomingRow; // what it looks at

test('CAL-7 a meeting that is moved or called otherwise while it is announced is announced as it is now, without taking the focus', async () => {
  let tell: (rows: readonly UpcomingRow[]) => void = () => undefined;
  const engine = {
    api: {
      onUpcoming: async (_zone: string, listener: typeof tell) => {
        tell = listener;
        return () => undefined;
      },
    },
    conversations: { order: [], byId: {} },
    sync: () => ({ connectivity: 'online' }),
  } as never;
  const none = { row: () => undefined } as never;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>
            <CallsContext.Provider value={none}>
              <GroupCallsContext.Provider value={none}>
                <MemoryRouter>
                  <Route path="/" component={MeetingStrip} />
                </MemoryRouter>
              </GroupCallsContext.Provider>
            </CallsContext.Provider>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  await vi.advanceTimersByTimeAsync(0);
  tell([row(2)]);
  const status = () => document.querySelector('[role="status"]')?.textContent;
  const shown = () => document.querySelector('.meeting-strip > .grow')?.textContent;
  expect([status(), shown()]).toEqual(['Staff commence dans 2 minutes', 'Staff commence dans 2 minutes']);
  const button = document.querySelector<HTMLButtonElement>('.meeting-strip button');
  button?.focus();
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect([status(), shown()]).toEqual(['Staff commence dans 2 minutes', 'Staff commence dans 1 minute']);
  tell([row(4, { title: 'Staff avancé' })]);
  expect([status(), shown()]).toEqual(['Staff avancé commence dans 3 minutes', 'Staff avancé commence dans 3 minutes']);
  expect(document.activeElement).toBe(button);
});
