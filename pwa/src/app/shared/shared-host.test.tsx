/** What closes a shared computer by itself (SHARED-1, SHARED-6); the engine behind it is told what it would answer. */
import type { EngineState, LockSettings } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { SharedComputerHost } from './SharedComputerHost.tsx';
import { createHostPlace, HostContext } from './shared-host.ts';
import { WardContext } from './ward-computer.ts';

/** The hospital asks for nothing. */
const unruled = { isDemanded: false, isRequired: false, idleAtMost: 15 } as const;

vi.mock('../../platform/profiles.ts', () => ({
  forgetProfile: async () => {},
  hideProfile: async () => {},
  keepProfile: async () => {},
  listProfiles: async () => [],
}));
let otherOpened = () => {};
vi.mock('../../platform/people-here.ts', () => ({
  beHere: (_locks: unknown, _profile: unknown, told: () => void) => {
    otherOpened = told;
    return () => {};
  },
}));

let end = () => {};
beforeEach(() => void vi.useFakeTimers({ now: 1_763_800_000_000 }));
afterEach(() => {
  end();
  vi.useRealTimers();
  document.body.replaceChildren();
});

const me = { user: 'u', name: 'Amel Nour' };
const ready = { phase: 'ready', me } as unknown as EngineState;
const signedOut: EngineState = { phase: 'signed-out' };

function open(computer: 'shared' | 'passing', secret: 'pin' | undefined, first: EngineState) {
  const [state, setState] = createSignal<EngineState>(first);
  const api = {
    onLock: async (listener: (settings: LockSettings) => void) => {
      listener({ isAvailable: true, secret, passkey: undefined, idleMinutes: 2, isSuggested: false, ...unruled });
      return () => {};
    },
    signOut: vi.fn(async () => ({ done: true })),
    lockNow: vi.fn(async () => {}),
  };
  const leave = vi.fn(async () => {});
  // What the host uses of them, and nothing else.
  const client = {
    api,
    state,
    sync: () => ({ waiting: 0 }),
    opened: () => ({ profile: '0123456789abcdef', computer }),
  } as unknown as EngineClient;
  const ward = { leave, back: () => {} } as never;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <WardContext.Provider value={ward}>
          <EngineContext.Provider value={client}>
            <HostContext.Provider value={createHostPlace()}>
              <SharedComputerHost />
            </HostContext.Provider>
          </EngineContext.Provider>
        </WardContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  return { api, leave, setState };
}

test('SHARED-1 who leaves before she chose a PIN is signed out: the next one would choose it', async () => {
  const { api, leave } = open('shared', undefined, ready);
  await vi.advanceTimersByTimeAsync(119_000);
  expect(api.signOut).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(api.signOut).toHaveBeenCalledOnce();
  expect(leave).toHaveBeenCalled();
});

test('SHARED-1 RESET-1 who waits for a new identity is not sent away, and what she gets is closed like any other', async () => {
  const { api, setState } = open('shared', undefined, { phase: 'resetting', me } as unknown as EngineState);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(api.signOut).not.toHaveBeenCalled();
  setState(ready);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.signOut).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(api.signOut).toHaveBeenCalledOnce();
});

test('SHARED-1 nor does she stay open while somebody else opens hers', async () => {
  const { api } = open('shared', undefined, ready);
  await vi.advanceTimersByTimeAsync(1_000);
  otherOpened();
  expect(api.signOut).toHaveBeenCalledOnce();
});

test('SHARED-1 with a lock nobody is signed out: it locks', async () => {
  const { api } = open('shared', 'pin', ready);
  await vi.advanceTimersByTimeAsync(600_000);
  otherOpened();
  expect(api.signOut).not.toHaveBeenCalled();
  expect(api.lockNow).toHaveBeenCalledOnce();
});

test('SHARED-6 two minutes are counted from when she came in, also when nobody was at the door for longer', async () => {
  const { api, setState } = open('passing', undefined, signedOut);
  await vi.advanceTimersByTimeAsync(600_000);
  setState(ready);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.signOut).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(api.signOut).toHaveBeenCalledOnce();
});
