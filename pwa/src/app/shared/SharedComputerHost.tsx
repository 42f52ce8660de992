/**
 * As long as somebody has a shared computer open (SHARED-1, SHARED-6): her name stands in the switcher, one person is here at a time, and it
 * closes by itself. What closes takes the worker with it, and so every key.
 */
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import { beHere } from '../../platform/people-here.ts';
import { forgetProfile } from '../../platform/profiles.ts';
import { createLockSettings, useEngine } from '../engine-client.ts';
import { SignOutSheet } from '../SignOutSheet.tsx';
import { createCountdown } from './countdown.ts';
import { keepInSwitcher } from './keep-in-switcher.ts';
import { useHostPlace } from './shared-host.ts';
import { useWardComputer } from './ward-computer.ts';

const defaultIdleMs = 2 * 60_000;
/** A server that does not answer keeps nobody here. */
const leavingMs = 5_000;
const soonMs = 1_000;
const warnSeconds = 30;

export const SharedComputerHost = () => {
  const engine = useEngine();
  const { api, state, sync } = engine;
  const ward = useWardComputer();
  const { setHost } = useHostPlace();
  const { profile, computer } = engine.opened();
  const isPassing = computer === 'passing';
  const lock = createLockSettings();
  const [isLeaving, setLeaving] = createSignal(false);
  /** She was in: what ends now ends for her. */
  let wasIn = false;
  let wasUnlocked = false;

  const isIn = createMemo(() => 'me' in state());
  const end = () => ward.leave(() => forgetProfile(profile));
  const endEmptied = () => {
    ward.back('emptied');
    return forgetProfile(profile);
  };
  const signOut = async () => {
    const done = api.signOut({ force: true });
    await Promise.race([done, new Promise((over) => setTimeout(over, leavingMs))]);
    await end();
  };
  const close = () => {
    if (isPassing) setLeaving(true);
    else void api.lockNow();
  };

  const needsLock = createMemo(() => {
    const settings = lock();
    return isPassing ? false : settings && settings.secret === undefined && settings.passkey === undefined;
  });

  const countdown = createCountdown(() => (isPassing ? 0 : (lock()?.idleMinutes ?? 0) * 60_000) || defaultIdleMs);
  createEffect(
    on(countdown.left, (left) => {
      if (!isPassing || !isIn()) return;
      if (left === 0) void signOut();
      // What would be lost is said while it can still be sent.
      else if (left <= warnSeconds && sync().waiting > 0) setLeaving(true);
    }),
  );

  createEffect(
    on(state, (now, before) => {
      const hadSomething = wasIn;
      wasIn = wasIn || 'me' in now || now.phase === 'locked';
      if (now.phase === 'emptied') void endEmptied();
      else if (now.phase === 'signed-out' && hadSomething) {
        // Emptied while it was locked: why is said in a moment.
        if (before?.phase === 'locked') setTimeout(() => state().phase === 'signed-out' && void end(), soonMs);
        else void end();
      }
      // Locked here: the keys are gone with the worker. One that was opened locked stays: she is about to open it.
      else if (now.phase === 'locked' && wasUnlocked) void ward.leave();
      wasUnlocked = wasUnlocked || 'me' in now;
    }),
  );
  if (!isPassing) {
    keepInSwitcher(engine, needsLock);
  }
  onMount(() => {
    const away = beHere(navigator.locks, profile, () => {
      if (!isIn()) ward.back();
      else void (isPassing ? signOut() : api.lockNow());
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (isPassing && sync().waiting > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    setHost({
      isPassing,
      left: countdown.left,
      needsLock,
      close,
    });
    onCleanup(() => {
      away();
      window.removeEventListener('beforeunload', warn);
      setHost(undefined);
    });
  });

  return (
    <Show when={isLeaving()}>
      <SignOutSheet onClose={() => setLeaving(false)} />
    </Show>
  );
};
