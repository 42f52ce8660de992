/** The locked screen as hands and keyboards meet it; the engine behind it is told what it would answer. */
import type { EngineState, LockedState, UnlockError } from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { LockScreen } from './LockScreen.tsx';

const locked: LockedState = {
  phase: 'locked',
  methods: { secret: 'pin', passkey: undefined },
  retryAtMs: undefined,
  attemptsLeft: 10,
};
let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

function show(first: LockedState) {
  const [state, setState] = createSignal<EngineState>(first);
  const answers: Result<void, UnlockError>[] = [];
  const unlock = vi.fn(async (_secret: string) => answers.shift() ?? ok(undefined));
  // What the screen uses of it, and nothing else.
  const client = { state, api: { unlock } } as unknown as EngineClient;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <LockScreen />
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  const field = () => document.querySelector<HTMLInputElement>('input');
  return {
    field,
    unlock,
    setState,
    answers,
    type(text: string) {
      const input = field();
      if (input === null) throw new Error('no field');
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    key: (name: string) =>
      [...document.querySelectorAll<HTMLButtonElement>('.keypad button')].find(
        (button) => (button.getAttribute('aria-label') ?? button.textContent) === name,
      ),
    async submit() {
      document.querySelector('form')?.requestSubmit();
      await vi.waitFor(() => expect(unlock).toHaveBeenCalled());
      await Promise.resolve();
    },
    words: () => document.body.textContent ?? '',
  };
}

test('keyboard and keypad write in one field, which holds digits of any keyboard and nothing else', async () => {
  const screen = show(locked);
  expect(document.activeElement).toBe(screen.field());
  screen.type('8a0 ٤');
  expect(screen.field()?.value).toBe('80٤');
  screen.key('2')?.click();
  screen.key('7')?.click();
  screen.key('Effacer le dernier chiffre')?.click();
  expect(screen.field()?.value).toBe('80٤2');
  await screen.submit();
  expect(screen.unlock).toHaveBeenCalledWith('80٤2');
});

test('LOCK-5 a wrong one empties the field and says so; a wait is shown, and nothing is asked meanwhile', async () => {
  const screen = show(locked);
  screen.answers.push(err({ type: 'wrong' }));
  screen.type('4711');
  await screen.submit();
  await vi.waitFor(() => expect(screen.words()).toContain('Ce n’est pas le bon code'));
  expect(screen.field()?.value).toBe('');
  screen.setState({ ...locked, attemptsLeft: 7, retryAtMs: Date.now() + 4_000 });
  expect(screen.words()).toContain('Encore 7 essais');
  expect(screen.words()).toMatch(/Nouvel essai possible dans 0:0\d/);
  screen.type('804213');
  document.querySelector('form')?.requestSubmit();
  expect(screen.unlock).toHaveBeenCalledTimes(1);
});

test('LOCK-8 a passphrase has a field of its own, and a damaged lock offers the way out alone', () => {
  const screen = show({ ...locked, methods: { secret: 'passphrase', passkey: undefined } });
  expect(document.querySelector('.keypad')).toBeNull();
  expect(document.activeElement).toBe(screen.field());
  screen.setState({ ...locked, methods: { secret: undefined, passkey: undefined } });
  expect(screen.field()).toBeNull();
  expect(screen.words()).toContain('Code oublié');
});
