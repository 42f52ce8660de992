/**
 * The engine (ENG-1): one instance per browser tab or headless device. It owns the life of the account – signed out, enrolling, pending,
 * ready – whose doors are in account.ts, and hands everything else to the session of the signed-in device. Nothing here knows a platform.
 */
import * as v from 'valibot';
import { importDeviceKeys } from '../crypto/identity.ts';
import { comparisonCode } from '../crypto/recovery-code.ts';
import type { UserId } from '../ids.ts';
import { isErrorCode } from '../wire/error-code.ts';
import { Me } from '../wire/http.ts';
import { makeAccount } from './account.ts';
import { makeSecurityCommands } from './account-security.ts';
import { afterOpening } from './after-opening.ts';
import type { EngineApi, EngineState, Unsubscribe } from './api.ts';
import { makeAppLock } from './app-lock.ts';
import { makeCommands } from './commands.ts';
import type { Identity } from './context.ts';
import type { EngineDeps, RowKey } from './deps.ts';
import { readDiagnostics } from './diagnostics.ts';
import { makeDoorQuestions } from './doors.ts';
import { emptiedHere, leaveEmptied, noteEmptied } from './emptied.ts';
import { makeHttpClient } from './http-client.ts';
import { makeProfiles } from './profiles.ts';
import type { ProfileRow } from './records.ts';
import { reportOf } from './report.ts';
import { coldTables } from './row-tables.ts';
import { openSession, type Session } from './session.ts';
import { makeSessionSwitch } from './session-switch.ts';
import { endServerSession, endSessionOf, oweSignOut, paySignOut } from './sign-out.ts';
import { openStore, type Store } from './store.ts';
import { makeSessionViews, makeViews } from './views.ts';
import { makeWholeAccountCommands } from './whole-account.ts';

const SignedOutElsewhere = v.object({ type: v.literal('signed-out') });

export function createEngine(deps: EngineDeps): EngineApi & { settled(): Promise<void> } {
  const http = makeHttpClient(deps.http, deps.clock, { person: whose, reopen: openOwnSession });
  let state: EngineState = { phase: 'starting' };
  let store: Store | undefined;
  let localKey: CryptoKey | undefined;
  let session: Session | undefined;
  let isClosed = false;
  /** She signs out: what the server says of a device that is leaving is no news. */
  let isLeaving = false;
  const stateListeners = new Set<(state: EngineState) => void>();
  const changeListeners = new Set<(tables: ReadonlySet<string>, keys: readonly RowKey[]) => void>();
  const sessionViews = makeSessionViews(() => session);

  function setState(next: EngineState): void {
    state = next;
    for (const listener of stateListeners) listener(next);
  }
  const onStoreChange = (listener: (tables: ReadonlySet<string>, keys: readonly RowKey[]) => void): Unsubscribe => {
    changeListeners.add(listener);
    return () => changeListeners.delete(listener);
  };

  const profiles = makeProfiles(() => store, http);
  const { read: readProfile, save: saveProfile } = profiles;
  const sessionSwitch = makeSessionSwitch(deps, http, readProfile);
  const account = makeAccount({
    clock: deps.clock,
    http,
    computer: deps.computer,
    profiles,
    store: () => store,
    state: () => state,
    setState,
    showProfile,
    started: () => started,
    retryNow: () => session?.leader.retryNow(),
  });
  const commands = makeCommands(
    () => session,
    () => store,
  );
  const appLock = makeAppLock({
    deps,
    state: () => state,
    setState,
    store: () => store,
    openProfile,
    shutProfile,
    empty: emptyLocked,
    savedDrafts: commands.leaveDraft,
    onStoreChange,
  });
  const started = start();

  /** SHARED-4; not for somebody who is leaving. */
  async function openOwnSession(): Promise<boolean> {
    return !isLeaving && sessionSwitch.open();
  }

  /** SHARED-2: for whom this engine asks. */
  function whose(): UserId | undefined {
    return readProfile()?.me.user ?? ('me' in state ? state.me.user : undefined);
  }

  async function start(): Promise<void> {
    const missing = await deps.selfTest();
    if (missing !== undefined) return setState({ phase: 'unsupported', missing });
    deps.tabs.onMessage((message) => {
      if (v.is(SignedOutElsewhere, message)) void forgetEverything();
    });
    const key = await appLock.begin();
    if (key !== undefined) await openProfile(key);
  }

  async function openProfile(key: CryptoKey): Promise<void> {
    localKey = key;
    const opened = await openProfileStore(key);
    // It was locked again meanwhile.
    if (localKey !== key) return;
    store = opened;
    const profile = readProfile();
    if (profile !== undefined && hasSomethingToShow(profile)) {
      await showProfile(profile);
      if (profile.me.status === 'pending') await account.checkApproval();
      return;
    }
    // On a shared computer the cookie is a colleague's as likely as not (SHARED-2).
    const isPaid = deps.computer === undefined && (await paySignOut(store, http));
    if (emptiedHere(store)) return setState({ phase: 'emptied' });
    if (await account.resumeReset()) return;
    if (!isPaid) return setState({ phase: 'signed-out' });
    // A cookie without keys: the page was reloaded between the password and the recovery code.
    const me = await http.get('/me', Me);
    return me.ok ? account.withoutKeys(me.value, true) : setState({ phase: 'signed-out' });
  }

  async function openProfileStore(key: CryptoKey): Promise<Store> {
    const opened = await openStore(deps.rows, key, deps.tabs, coldTables);
    opened.onChange((tables, keys) => {
      // A store from before a sign-out hears other tabs too; only the newest one counts.
      if (store !== opened) return;
      for (const listener of changeListeners) listener(tables, keys);
      if (tables.has('profile')) void followProfile();
    });
    return opened;
  }

  /** Another tab signed in, was approved, or signed out. */
  async function followProfile(): Promise<void> {
    const profile = readProfile();
    if (profile === undefined) {
      if (session !== undefined) await endSession();
      return;
    }
    if (hasSomethingToShow(profile)) await showProfile(profile);
  }

  /** A device that emptied itself keeps no keys, but why (CHAIN-10). */
  const hasSomethingToShow = ({ device, stopped }: ProfileRow): boolean => device !== undefined || stopped !== undefined;

  /** The state that a stored profile means, and the session when it is a ready one. */
  async function showProfile(profile: ProfileRow): Promise<void> {
    const { me } = profile;
    if (profile.stopped !== undefined && isErrorCode(profile.stopped) && profile.stopped !== 'account/suspended') {
      await closeSession();
      const isEmptied = profile.stopped === 'device/revoked' && profile.device === undefined;
      return setState({
        phase: 'stopped',
        code: profile.stopped,
        reason: profile.refusal,
        me,
        isEmptied,
        isReset: profile.isReset === true,
      });
    }
    if (me.status === 'pending') {
      const genesis = v.safeParse(v.instance(Uint8Array), store?.get(['genesis']));
      const code = genesis.success ? await comparisonCode(profile.organisationHash, genesis.output) : '';
      setState({ phase: 'pending', me, comparisonCode: code });
      return account.pollApproval();
    }
    account.stopPolling();
    const sessionState = profile.stopped === 'account/suspended' ? 'suspended' : profile.sessionExpired ? 'expired' : 'valid';
    setState({ phase: 'ready', me, session: sessionState, organisationName: profile.organisationName });
    await ensureSession(profile);
  }

  let opening: Promise<void> | undefined;
  function ensureSession(profile: ProfileRow): Promise<void> {
    if (session !== undefined || isClosed) return Promise.resolve();
    opening ??= openFor(profile).finally(() => {
      opening = undefined;
    });
    return opening;
  }
  async function openFor(profile: ProfileRow): Promise<void> {
    const { device, organisationHash, me } = profile;
    const current = store;
    if (device === undefined || current === undefined || localKey === undefined) return;
    const [keys] = await Promise.all([importDeviceKeys(device.keys), deps.loadAutomerge()]);
    // It was locked or emptied meanwhile.
    if (isClosed || store !== current) return;
    const identity: Identity = { user: me.user, device: device.id, keys, organisationHash };
    const opened = openSession({
      deps,
      store: current,
      http,
      localKey,
      identity,
      onStoreChange,
      onSession: (answer) => void onSessionAnswer(answer),
      onRevoked: (isReset) => void emptyRevoked(isReset),
    });
    session = opened;
    sessionViews.start(opened);
    if (deps.computer === 'shared') void openOwnSession().then((isOpen) => isOpen && opened.leader.retryNow());
  }

  async function onSessionAnswer(answer: Parameters<Parameters<typeof openSession>[0]['onSession']>[0]): Promise<void> {
    const profile = readProfile();
    if (profile === undefined || isLeaving) return;
    if (answer.type === 'valid') {
      const me = (await profiles.sendWaiting()) ?? answer.me;
      const { stopped: _, ...rest } = profile;
      const isSame =
        !profile.sessionExpired && profile.stopped === undefined && JSON.stringify(profile.me) === JSON.stringify(me);
      if (!isSame) await saveProfile({ ...rest, me, sessionExpired: false });
      return;
    }
    if (answer.code === 'auth/required' || answer.code === 'auth/other-person')
      await saveProfile({ ...profile, sessionExpired: true });
    if (answer.code === 'account/suspended' || answer.code === 'account/refused' || answer.code === 'device/revoked') {
      await saveProfile({ ...profile, stopped: answer.code });
    }
  }

  /** POLICY-2: known here before the server says so, so that a page that is loaded next does not ask for it once more. */
  async function noteSecured(): Promise<void> {
    const profile = readProfile();
    if (profile?.me.factorFromMs !== undefined) {
      const { factorFromMs: _, ...me } = profile.me;
      await saveProfile({ ...profile, me });
    }
    session?.leader.retryNow();
  }

  async function closeSession(): Promise<void> {
    const closing = session;
    session = undefined;
    // Before nobody listens any more: microphone and camera are the page's.
    closing?.calls.leave();
    closing?.groupCalls.leave();
    sessionViews.stop();
    await closing?.close();
  }
  async function endSession(): Promise<void> {
    account.stopPolling();
    await closeSession();
    setState({ phase: 'signed-out' });
  }

  // ── leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function signOut({ force }: { readonly force: boolean }): ReturnType<EngineApi['signOut']> {
    const waiting = session?.outbox.pending().length ?? 0;
    if (waiting > 0 && !force) return { done: false, waiting };
    isLeaving = true;
    // SHARED-6: a device that nobody will find again stands in no list.
    if (deps.computer === 'passing') await session?.ownDevices.retire();
    await sessionSwitch.settled();
    const isTold = await endOwnSession();
    await empty();
    isLeaving = false;
    if (!isTold && store !== undefined) await oweSignOut(store);
    return { done: true };
  }

  /** False: it is owed to the server. A shared computer owes nothing: whoever comes next sees to it (SHARED-5). */
  async function endOwnSession(): Promise<boolean> {
    if (deps.computer === undefined) return endServerSession(http);
    const user = whose();
    if (user !== undefined) await endSessionOf(http, user);
    return true;
  }

  /** CHAIN-10: her own chain says that this device speaks for her no more. Nothing stays but that, and whose it was. */
  async function emptyRevoked(isReset: boolean): Promise<void> {
    const profile = readProfile();
    if (profile?.device === undefined || isLeaving) return;
    const { device: _, ...rest } = profile;
    await empty();
    const kept: ProfileRow = { ...rest, isReset, sessionExpired: false, stopped: 'device/revoked' };
    await saveProfile(kept);
    await showProfile(kept);
  }

  /** Without its secret, or after too many guesses at it (LOCK-6). */
  async function emptyLocked(isAfterGuesses: boolean): Promise<void> {
    await empty();
    if (store === undefined) return;
    if (isAfterGuesses) {
      await noteEmptied(store);
      setState({ phase: 'emptied' });
    }
    // Locked, it does not know whose it is: on a shared computer the open session may be a colleague's (SHARED-5).
    if (deps.computer === undefined && !(await endServerSession(http))) await oweSignOut(store);
  }

  async function empty(): Promise<void> {
    await closeSession();
    // Locked: there is no store that could be cleared through.
    await (store ?? deps.rows).clear();
    await deps.files?.store.clear();
    await deps.localKey.forget();
    deps.tabs.post({ type: 'signed-out' });
    await forgetEverything();
  }

  /** Locked: no key stays in memory, nor what it opened. */
  async function shutProfile(): Promise<void> {
    account.forgetKeys();
    account.stopPolling();
    store = undefined;
    localKey = undefined;
    await closeSession();
  }

  /** What this profile kept is gone from storage: nothing of it stays in memory, and new rows get a new key. */
  async function forgetEverything(): Promise<void> {
    account.forgetKeys();
    account.stopPolling();
    await closeSession();
    await appLock.join();
    localKey = await deps.localKey.load();
    store = await openProfileStore(localKey);
    setState({ phase: 'signed-out' });
  }

  // ── the rest is the session's ────────────────────────────────────────────────────────────────────────────────────────────────

  return {
    ...makeViews(sessionViews.open, deps.clock, onStoreChange),
    ...afterOpening(commands, () => opening),
    unlock: appLock.unlock,
    unlockWithPrf: appLock.unlockWithPrf,
    lockNow: appLock.lockNow,
    readyToLock: appLock.readyToLock,
    emptyLocked: appLock.emptyLocked,
    noteActivity: appLock.noteActivity,
    onLock: appLock.onLock,
    setLock: appLock.setLock,
    removeLock: appLock.removeLock,
    setIdleMinutes: appLock.setIdleMinutes,
    declineLock: appLock.declineLock,
    wake: async (request) => (state.phase === 'ready' ? session?.urgency.wake(request) : undefined),
    async leaveEmptied() {
      if (store !== undefined) await leaveEmptied(store);
      if (state.phase === 'emptied') setState({ phase: 'signed-out' });
    },
    async onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => stateListeners.delete(listener);
    },
    ...makeDoorQuestions(http, () => started),
    beginSignUp: account.beginSignUp,
    completeSignUp: account.completeSignUp,
    cancelSignUp: account.cancelSignUp,
    signIn: account.signIn,
    confirmSecondFactor: account.confirmSecondFactor,
    signInWithPasskey: account.signInWithPasskey,
    ...makeSecurityCommands(http, noteSecured),
    ...makeWholeAccountCommands(http, { spaces: () => session?.spaces, leave: () => signOut({ force: true }) }),
    async report() {
      const known = localKey === undefined ? undefined : await readDiagnostics(deps.rows, localKey);
      return known && reportOf(known);
    },
    recover: account.recover,
    beginLink: account.beginLink,
    checkLink: account.checkLink,
    beginReset: account.beginReset,
    completeReset: account.completeReset,
    checkReset: account.checkReset,
    cancelReset: account.cancelReset,
    checkApproval: account.checkApproval,
    signOut,
    updateProfile: profiles.update,
    async settled() {
      await started;
      await session?.settled();
    },
    async close() {
      isClosed = true;
      account.close();
      http.close();
      await started;
      await opening;
      await closeSession();
      appLock.close();
      deps.tabs.close();
    },
  };
}
