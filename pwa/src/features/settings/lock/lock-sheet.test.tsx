/** What is asked before the lock changes, and what goes to the engine (LOCK-11, LOCK-12). */
import type { LockMethod, LockProof, LockSettings, SetLockError } from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../../app/engine-client.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../../ui/toaster.ts';
import { type LockAsk, LockSheet } from './LockSheet.tsx';

/** The hospital asks for nothing. */
const unruled = { isDemanded: false, isRequired: false, idleAtMost: 15 } as const;

const off: LockSettings = {
  isAvailable: true,
  secret: undefined,
  passkey: undefined,
  idleMinutes: 5,
  isSuggested: false,
  ...unruled,
};
const passkey = { credential: new Uint8Array([1, 2]), prfSalt: new Uint8Array(32) };
let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

function show(ask: LockAsk, settings: LockSettings) {
  const answers: Result<void, SetLockError>[] = [];
  const answer = async () => answers.shift() ?? ok(undefined);
  const setLock = vi.fn((_method: LockMethod, _proof?: LockProof) => answer());
  const removeLock = vi.fn((_type: LockMethod['type'], _proof: LockProof) => answer());
  const closed = vi.fn();
  // What the sheet uses of it, and nothing else.
  const client = { api: { setLock, removeLock } } as unknown as EngineClient;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <ToasterContext.Provider value={createToaster()}>
            <LockSheet ask={ask} settings={settings} onClose={closed} />
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  const fields = () => [...document.querySelectorAll<HTMLInputElement>('form input')];
  return {
    setLock,
    removeLock,
    closed,
    answers,
    fill(...texts: readonly string[]) {
      for (const [i, text] of texts.entries()) {
        const input = fields()[i];
        if (input === undefined) throw new Error(`no field ${i}`);
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    },
    submit: () => document.querySelector('form')?.requestSubmit(),
    says: (words: string) => vi.waitFor(() => expect(document.body.textContent).toContain(words)),
  };
}

test('LOCK-4 a first PIN: what is too easy or typed otherwise the second time goes nowhere', async () => {
  const sheet = show({ type: 'secret', kind: 'pin' }, off);
  sheet.fill('123456', '123456');
  sheet.submit();
  await sheet.says('Trop facile à deviner');
  sheet.fill('804213', '804214');
  sheet.submit();
  await sheet.says('Les deux ne sont pas pareils');
  expect(sheet.setLock).not.toHaveBeenCalled();
  sheet.fill('804213', '804213');
  sheet.submit();
  await vi.waitFor(() => expect(sheet.closed).toHaveBeenCalled());
  expect(sheet.setLock).toHaveBeenCalledWith({ type: 'secret', kind: 'pin', secret: '804213' }, undefined);
});

test('LOCK-11 a change takes the present code along, and a wrong one is said', async () => {
  const sheet = show({ type: 'secret', kind: 'pin' }, { ...off, secret: 'pin' });
  sheet.answers.push(err({ type: 'wrong' }));
  sheet.fill('4711', '804213', '804213');
  sheet.submit();
  await sheet.says('Le code actuel n’est pas le bon');
  expect(sheet.setLock).toHaveBeenCalledWith({ type: 'secret', kind: 'pin', secret: '804213' }, { secret: '4711' });
  expect(sheet.closed).not.toHaveBeenCalled();
});

test('LOCK-11 turned off with the code, both ways in go, the one that proves last', async () => {
  const sheet = show({ type: 'off' }, { ...off, secret: 'pin', passkey });
  sheet.fill('804213');
  sheet.submit();
  await vi.waitFor(() => expect(sheet.closed).toHaveBeenCalled());
  expect(sheet.removeLock.mock.calls).toEqual([
    ['passkey', { secret: '804213' }],
    ['secret', { secret: '804213' }],
  ]);
});

test('LOCK-12 where no passkey can be made it is said, and nothing is set', async () => {
  const sheet = show({ type: 'passkey' }, off);
  sheet.submit();
  await sheet.says('Cet appareil ne propose pas');
  expect(sheet.setLock).not.toHaveBeenCalled();
});
