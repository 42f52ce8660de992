/** What is said aloud of the next ring. */
import type { UrgentItem } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { RingNotice } from './RingNotice.tsx';

const second = 1000;
let end = () => {};
beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 * second }));
afterEach(() => {
  end();
  document.body.replaceChildren();
  vi.useRealTimers();
});

function show(inMs: number, owed = true) {
  const item = (atMs: number) => ({ message: { author: 'amel', urgent: { owed, nextRingAtMs: atMs } } }) as unknown as UrgentItem;
  const [items, setItems] = createSignal([item(Date.now() + inMs)]);
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <RingNotice items={items()} names={{ name: () => 'Amel Nour' }} offsetMs={0} />
      </I18nContext.Provider>
    ),
    document.body,
  );
  return {
    said: () => document.querySelector('[role="status"]')?.textContent ?? '',
    ringAgainIn: (ms: number) => setItems([item(Date.now() + ms)]),
  };
}

test('half a minute before it rings again it is said, once, and not every second', () => {
  const { said, ringAgainIn } = show(120 * second);
  expect(said()).toBe('');
  vi.advanceTimersByTime(91 * second);
  const words = said();
  expect(words).toContain('Amel Nour');
  vi.advanceTimersByTime(20 * second);
  expect(said()).toBe(words);
  vi.advanceTimersByTime(10 * second);
  ringAgainIn(120 * second);
  expect(said()).toBe('');
});

test('what is not mine to answer is not said', () => {
  expect(show(10 * second, false).said()).toBe('');
});
