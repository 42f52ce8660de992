/**
 * The life of the app lock in one engine (LOCK-6, LOCK-8 … LOCK-10): what is locked is not open anywhere, every window asks on its own, and all of them
 * close together. The key ring is key-keeper.ts's; what opens and shuts a profile is the engine's.
 */
import * as v from 'valibot';
import { secretFault } from '../crypto/lock-secret.ts';
import { err, ok, type Result } from '../result.ts';
import type { EngineState } from './api.ts';
import {
  IDLE_MINUTES,
  type IdleMinutes,
  type LockApi,
  type LockMethod,
  type LockProof,
  type LockSettings,
  type SetLockError,
  type UnlockError,
} from './api-lock.ts';
import type { EngineDeps } from './deps.ts';
import { type KeyKeeper, makeKeyKeeper, type SealAnewError } from './key-keeper.ts';
import { defaultLockPolicy } from './lock-attempts.ts';
import { rulesInRow } from './records.ts';
import { makeSerial } from './serial.ts';
import type { Store } from './store.ts';

/** ['lock']: what she chose about it. */
const LockRow = v.object({ idleMinutes: v.picklist(IDLE_MINUTES), isDeclined: v.boolean() });
type LockRow = v.InferOutput<typeof LockRow>;
const defaults: LockRow = { idleMinutes: 5, isDeclined: false };
/** SHARED-1: somebody else needs the computer soon. */
const sharedIdleMinutes = 2;

/** `shut`: close what is open and begin again. `look`: the lock or its count changed. `active`: somebody is at one of the windows. */
const TabMessage = v.object({ type: v.literal('lock'), what: v.picklist(['shut', 'look', 'active']) });

/** A window that does not answer keeps its words to itself. */
const savingMs = 1_000;
/** Longer nobody looks at an open screen: what has not ended by then is broken off when the worker ends. */
const closingMs = 3_000;

export interface AppLockParts {
  readonly deps: EngineDeps;
  readonly state: () => EngineState;
  readonly setState: (next: EngineState) => void;
  readonly store: () => Store | undefined;
  /** Shows the profile that this key opens. */
  readonly openProfile: (key: CryptoKey) => Promise<void>;
  /** Ends the session and lets go of store and key. */
  readonly shutProfile: () => Promise<void>;
  /** Nothing of this profile stays, here and in other windows. */
  readonly empty: (isAfterGuesses: boolean) => Promise<void>;
  /** Drafts that are on their way are durable. */
  readonly savedDrafts: () => Promise<unknown>;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => () => void;
}

export interface AppLock extends Omit<LockApi, 'leaveEmptied'> {
  /** The local key of a profile that is not locked; undefined: it is, and the state says so. */
  begin(): Promise<CryptoKey | undefined>;
  /** Everything was emptied, the lock with it: this engine has open what is stored from now on. */
  join(): Promise<void>;
  close(): void;
}

export function makeAppLock(parts: AppLockParts): AppLock {
  const { deps, state, setState, store } = parts;
  const { clock, tabs } = deps;
  const { lock } = deps.localKey;
  const keeper = lock && makeKeyKeeper(lock, clock, deps.lockPolicy ?? defaultLockPolicy);
  const serial = makeSerial();
  const listeners = new Set<() => void>();
  let leave: (() => void) | undefined;
  let isOn = false;
  let lastActiveMs = clock.nowMs();
  let cancelIdle: (() => void) | undefined;
  let saved: (() => void) | undefined;
  let shutting: Promise<void> | undefined;
  let isClosed = false;

  const row = (): LockRow => {
    const parsed = v.safeParse(LockRow, store()?.get(['lock']));
    if (parsed.success) return parsed.output;
    return deps.computer === 'shared' ? { ...defaults, idleMinutes: sharedIdleMinutes } : defaults;
  };
  /** POLICY-1: what the hospital asks for of this device's lock. */
  const rules = () => rulesInRow(store()?.get(['organisation'])).lock;
  const post = (what: 'shut' | 'look' | 'active') => tabs.post({ type: 'lock', what });
  const announce = () => {
    for (const listener of listeners) listener();
  };

  async function join(): Promise<void> {
    leave ??= await lock?.join();
  }
  function part(): void {
    leave?.();
    leave = undefined;
  }

  async function begin(): Promise<CryptoKey | undefined> {
    await join();
    const locked = await keeper?.lockedState();
    isOn = locked !== undefined;
    if (locked === undefined) return deps.localKey.load();
    part();
    // The last guess was counted and something went down before it was checked.
    if (locked.attemptsLeft === 0) await parts.empty(true);
    else setState(locked);
    return undefined;
  }
  async function reopen(): Promise<void> {
    const key = await begin();
    if (key !== undefined && !isClosed) await parts.openProfile(key);
  }

  // ── locking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Closes what is open here, words that are being written saved first, and shows what the key ring says. */
  function shut(): Promise<void> {
    shutting ??= shutOnce().finally(() => {
      shutting = undefined;
    });
    return shutting;
  }
  async function shutOnce(): Promise<void> {
    if (state().phase === 'locked') return;
    cancelIdle?.();
    const ready = new Promise<void>((resolve) => {
      saved = resolve;
    });
    setState({ phase: 'locking' });
    await within(savingMs, ready);
    await within(closingMs, parts.savedDrafts());
    // What still ends after that may still write under this key: nobody seals anything anew before.
    const left = leave;
    leave = undefined;
    const closed = parts.shutProfile().finally(() => left?.());
    await within(closingMs, closed);
    await reopen();
  }
  function within(ms: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.schedule(ms, resolve);
      const done = () => {
        cancel();
        resolve();
      };
      work.then(done, done);
    });
  }
  async function lockNow(): Promise<void> {
    if (!isOn || state().phase === 'locked') return;
    post('shut');
    await shut();
  }

  // ── idleness ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const idleMs = () => clampIdle(row().idleMinutes, rules().idleMinutes) * 60_000;
  const isIdle = () => clock.nowMs() - lastActiveMs >= idleMs();
  function seen(): void {
    lastActiveMs = clock.nowMs();
  }
  function watch(): void {
    cancelIdle?.();
    if (!isOn || isClosed) return;
    // A clock that was set back would keep it open for so long.
    lastActiveMs = Math.min(lastActiveMs, clock.nowMs());
    cancelIdle = clock.schedule(Math.max(1, lastActiveMs + idleMs() - clock.nowMs()), () =>
      isIdle() ? void lockNow() : watch(),
    );
  }
  async function noteActivity(): Promise<void> {
    if (!isOn || state().phase === 'locked' || state().phase === 'locking') return;
    // A computer that slept: nobody was here, whoever touches it now.
    if (isIdle()) return lockNow();
    seen();
    post('active');
  }

  // ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function unlock(proof: LockProof): Promise<Result<void, UnlockError>> {
    if (keeper === undefined || state().phase !== 'locked') return err({ type: 'not-locked' });
    const opened = await keeper.open(proof);
    if (!opened.ok) return refused(opened.error);
    post('look');
    const { open: before } = await keeper.ring();
    if (before !== undefined) {
      const finished = await keeper.finish(opened.value);
      if (!finished.ok) return err({ type: 'busy' });
    }
    await join();
    const { locked } = await keeper.ring();
    // Emptied or opened for good elsewhere meanwhile.
    if (locked === undefined) await reopen();
    else await opening(opened.value);
    return ok(undefined);
  }
  async function opening(key: CryptoKey): Promise<void> {
    isOn = true;
    seen();
    await parts.openProfile(key);
    watch();
    announce();
  }
  async function refused({ type }: { readonly type: 'wrong' | 'wait' | 'spent' }): Promise<Result<void, UnlockError>> {
    if (type === 'spent') {
      await parts.empty(true);
      return err({ type: 'emptied' });
    }
    await look();
    post('look');
    return err({ type });
  }
  /** The lock or its count changed, here or elsewhere. */
  async function look(): Promise<void> {
    const locked = await keeper?.lockedState();
    const wasLocked = state().phase === 'locked';
    isOn = locked !== undefined;
    if (wasLocked && locked !== undefined) setState(locked);
    else if (wasLocked) await reopen();
    else watch();
    announce();
  }

  // ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function setLock(method: LockMethod, proof?: LockProof): Promise<Result<void, SetLockError>> {
    if (keeper === undefined || store() === undefined) return err({ type: 'not-ready' });
    const fault = method.type === 'secret' ? secretFault(method.kind, method.secret) : undefined;
    if (fault !== undefined) return err({ type: fault });
    if ((await keeper.record()) === undefined) return setFirst(method);
    if (proof === undefined) return err({ type: 'proof-needed' });
    const added = await keeper.addMethod(method, proof);
    if (!added.ok) return refused(added.error).then(asSetError);
    await look();
    post('look');
    return ok(undefined);
  }
  async function setFirst(method: LockMethod): Promise<Result<void, SealAnewError>> {
    if (keeper === undefined) return err({ type: 'busy' });
    post('shut');
    setState({ phase: 'starting' });
    await parts.savedDrafts();
    await parts.shutProfile();
    part();
    const set = await keeper.setFirst(method);
    await join();
    if (!set.ok) {
      await reopen();
      return set;
    }
    await opening(set.value);
    await choose({ isDeclined: true });
    return ok(undefined);
  }
  async function removeLock(type: LockMethod['type'], proof: LockProof): Promise<Result<void, SetLockError>> {
    if (keeper === undefined || store() === undefined) return err({ type: 'not-ready' });
    if (deps.computer === 'shared' && isLastWay(type, await keeper.record())) return err({ type: 'last-on-shared' });
    if (rules().required && isLastWay(type, await keeper.record())) return err({ type: 'last-by-rules' });
    const removed = await keeper.removeMethod(type, proof);
    if (!removed.ok) return refused(removed.error).then(asSetError);
    await look();
    post('look');
    return ok(undefined);
  }
  const choose = async (change: Partial<LockRow>): ReturnType<LockApi['declineLock']> => {
    const kept = (await store()?.commit([{ key: ['lock'], value: { ...row(), ...change } }])) ?? err({ type: 'not-ready' });
    watch();
    return kept;
  };
  async function settings(): Promise<LockSettings> {
    const record = await keeper?.record();
    const { idleMinutes, isDeclined } = row();
    const passkey = record?.passkey && { credential: record.passkey.credential, prfSalt: record.passkey.prfSalt };
    const isSuggested = keeper !== undefined && record === undefined && store() !== undefined && !isDeclined;
    const { required, idleMinutes: idleAtMost } = rules();
    const isDemanded = required && keeper !== undefined && record === undefined && store() !== undefined;
    return {
      ...{ isAvailable: keeper !== undefined, secret: record?.secret?.kind, passkey },
      ...{ idleMinutes: clampIdle(idleMinutes, idleAtMost), idleAtMost },
      ...{ isSuggested, isDemanded, isRequired: required },
    };
  }

  // Rules that came meanwhile may close it sooner.
  const stopWatching = parts.onStoreChange((tables) => tables.has('organisation') && watch());
  tabs.onMessage((message) => {
    const heard = v.safeParse(TabMessage, message);
    if (!heard.success || keeper === undefined) return;
    if (heard.output.what === 'active') seen();
    else void (heard.output.what === 'shut' ? shut() : look());
  });

  return {
    begin,
    async join() {
      isOn = false;
      cancelIdle?.();
      await join();
      announce();
    },
    unlock: (secret) => serial('lock', () => unlock({ secret })),
    unlockWithPrf: (prf) => serial('lock', () => unlock({ prf })),
    lockNow,
    async readyToLock() {
      saved?.();
    },
    emptyLocked: () =>
      serial('lock', async () => {
        if (state().phase === 'locked') await parts.empty(false);
      }),
    noteActivity,
    async onLock(listener) {
      const tell = () => void settings().then(listener);
      const stop = parts.onStoreChange((tables) => (tables.has('lock') || tables.has('organisation')) && tell());
      listeners.add(tell);
      tell();
      return () => {
        stop();
        listeners.delete(tell);
      };
    },
    setLock: (method, proof) => serial('lock', () => setLock(method, proof)),
    removeLock: (type, proof) => serial('lock', () => removeLock(type, proof)),
    setIdleMinutes: (idleMinutes) => choose({ idleMinutes }),
    declineLock: () => choose({ isDeclined: true }),
    close() {
      isClosed = true;
      stopWatching();
      cancelIdle?.();
      part();
    },
  };
}

/** The longest of what can be chosen that the rules allow; shorter than any of them, the rules count. */
const clampIdle = (chosen: IdleMinutes, atMost: number): IdleMinutes =>
  chosen <= atMost ? chosen : (IDLE_MINUTES.findLast((minutes) => minutes <= atMost) ?? IDLE_MINUTES[0]);
const isLastWay = (type: LockMethod['type'], record: Awaited<ReturnType<KeyKeeper['record']>>): boolean =>
  record !== undefined && (type === 'secret' ? record.passkey : record.secret) === undefined;
/** Settings are open: it is not `not-locked`. */
const asSetError = (result: Result<void, UnlockError>): Result<void, SetLockError> =>
  result.ok || result.error.type === 'not-locked' ? ok(undefined) : err(result.error);
