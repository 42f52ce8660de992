/**
 * The engine (ENG-1): one instance per browser tab or headless device. It owns the account's life – signed out, enrolling, pending,
 * ready – and hands everything else to the session of the signed-in device. Nothing here knows a platform.
 */
import * as v from 'valibot';
import { copyBytes } from '../bytes.ts';
import { importDeviceKeys } from '../crypto/identity.ts';
import { comparisonCode, normalizeCode } from '../crypto/recovery-code.ts';
import { err, ok, type Result } from '../result.ts';
import { isErrorCode } from '../wire/error-code.ts';
import { Empty, Me, ServiceInfo } from '../wire/http.ts';
import type { ConfirmError, EngineApi, EngineState, SignUpForm, Unsubscribe } from './api.ts';
import { makeCommands } from './commands.ts';
import type { Identity } from './context.ts';
import type { EngineDeps, RowKey } from './deps.ts';
import {
  chooseGroups,
  fetchOwnChain,
  makeIdentity,
  type NewIdentity,
  type PreparedSignUp,
  prepareSignUp,
  recoverIdentity,
} from './enrolment.ts';
import { makeHttpClient, type RequestError, toCommandError } from './http-client.ts';
import { makeProfiles } from './profiles.ts';
import type { ProfileRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import { openSession, type Session } from './session.ts';
import { endServerSession, forgiveSignOut, oweSignOut, paySignOut } from './sign-out.ts';
import { openStore, type Store } from './store.ts';
import { userKeysToRow } from './user-keyring.ts';
import { makeSessionViews, makeViews } from './views.ts';

/** How often a pending page asks on its own. */
const approvalPollMs = 5_000;
const SignedOutElsewhere = v.object({ type: v.literal('signed-out') });
const coldTables: ReadonlySet<string> = new Set(['log-history', 'search']);

interface Enrolling {
  readonly identity: NewIdentity;
  readonly prepared: PreparedSignUp;
  readonly askedGroups: readonly [number, number];
  readonly organisationName: string;
}

export function createEngine(deps: EngineDeps): EngineApi & { settled(): Promise<void> } {
  const http = makeHttpClient(deps.http, deps.clock);
  let state: EngineState = { phase: 'starting' };
  let store: Store | undefined;
  let localKey: CryptoKey | undefined;
  let session: Session | undefined;
  let enrolling: Enrolling | undefined;
  let cancelPoll: (() => void) | undefined;
  let isClosed = false;
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
  const started = start();

  async function start(): Promise<void> {
    const missing = await deps.selfTest();
    if (missing !== undefined) return setState({ phase: 'unsupported', missing });
    localKey = await deps.localKey.load();
    store = await openProfileStore(localKey);
    deps.tabs.onMessage((message) => {
      if (v.is(SignedOutElsewhere, message)) void forgetEverything();
    });
    const profile = readProfile();
    if (profile?.device !== undefined) {
      await showProfile(profile);
      if (profile.me.status === 'pending') await checkApproval();
      return;
    }
    if (!(await paySignOut(store, http))) return setState({ phase: 'signed-out' });
    // A cookie without keys: the page was reloaded between the password and the recovery code.
    const me = await http.get('/me', Me);
    return me.ok ? withoutKeys(me.value) : setState({ phase: 'signed-out' });
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
    if (profile.device !== undefined) await showProfile(profile);
  }

  /** The state that a stored profile means, and the session when it is a ready one. */
  async function showProfile(profile: ProfileRow): Promise<void> {
    const { me } = profile;
    if (profile.stopped !== undefined && isErrorCode(profile.stopped) && profile.stopped !== 'account/suspended') {
      await closeSession();
      return setState({ phase: 'stopped', code: profile.stopped, me });
    }
    if (me.status === 'pending') {
      const genesis = v.safeParse(v.instance(Uint8Array), store?.get(['genesis']));
      const code = genesis.success ? await comparisonCode(profile.organisationHash, genesis.output) : '';
      setState({ phase: 'pending', me, comparisonCode: code });
      return pollApproval();
    }
    cancelPoll?.();
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
    if (device === undefined || store === undefined || localKey === undefined) return;
    const [keys] = await Promise.all([importDeviceKeys(device.keys), deps.loadAutomerge()]);
    if (isClosed) return;
    const identity: Identity = { user: me.user, device: device.id, keys, organisationHash };
    const opened = openSession({
      deps,
      store,
      http,
      localKey,
      identity,
      onStoreChange,
      onSession: (answer) => void onSessionAnswer(answer),
    });
    session = opened;
    sessionViews.start(opened);
  }

  async function onSessionAnswer(answer: Parameters<Parameters<typeof openSession>[0]['onSession']>[0]): Promise<void> {
    const profile = readProfile();
    if (profile === undefined) return;
    if (answer.type === 'valid') {
      const me = (await profiles.sendWaiting()) ?? answer.me;
      const { stopped: _, ...rest } = profile;
      const isSame =
        !profile.sessionExpired && profile.stopped === undefined && JSON.stringify(profile.me) === JSON.stringify(me);
      if (!isSame) await saveProfile({ ...rest, me, sessionExpired: false });
      return;
    }
    if (answer.code === 'auth/required') await saveProfile({ ...profile, sessionExpired: true });
    if (answer.code === 'account/suspended' || answer.code === 'account/refused' || answer.code === 'device/revoked') {
      await saveProfile({ ...profile, stopped: answer.code });
    }
  }

  async function closeSession(): Promise<void> {
    const closing = session;
    session = undefined;
    sessionViews.stop();
    await closing?.close();
  }
  async function endSession(): Promise<void> {
    cancelPoll?.();
    await closeSession();
    setState({ phase: 'signed-out' });
  }

  // ── account ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function beginSignUp(form: SignUpForm): ReturnType<EngineApi['beginSignUp']> {
    await started;
    const service = await http.get('/service', ServiceInfo);
    if (!service.ok) return err(toCommandError(service.error));
    const { organisation, serverTimeMs } = service.value;
    http.noteServerTime(serverTimeMs);
    const nowMs = Math.floor(serverTimeMs);
    const isFirstAdmin = form.firstAdmin !== undefined;
    const identity =
      enrolling && (enrolling.identity.breakGlass !== undefined) === isFirstAdmin
        ? enrolling.identity
        : await makeIdentity(nowMs, isFirstAdmin);
    const prepared = await prepareSignUp(identity, form, organisation?.hash, nowMs);
    if (prepared === undefined) return err({ type: 'refused', code: 'account/no-organisation' });
    const askedGroups = enrolling?.askedGroups ?? chooseGroups();
    enrolling = {
      identity,
      prepared,
      askedGroups,
      organisationName: form.firstAdmin?.organisationName ?? organisation?.name ?? '',
    };
    setState({ phase: 'enrolling' });
    return ok({ recoveryCode: identity.recoveryCode, breakGlassCode: identity.breakGlass?.code, askedGroups });
  }

  async function completeSignUp(typed: readonly [string, string]): Promise<Result<void, ConfirmError>> {
    if (enrolling === undefined || store === undefined) return err({ type: 'not-ready' });
    const { identity, prepared, askedGroups, organisationName } = enrolling;
    const isRight = askedGroups.every((group, i) => normalizeCode(typed[i] ?? '') === identity.recoveryCode[group]);
    if (!isRight) return err({ type: 'groups-differ' });
    const answer = await http.send('POST', '/sign-up', withoutUndefined(prepared.request), Me);
    const me = answer.ok ? answer : await wasAlreadySent(prepared, answer.error);
    if (!me.ok) return err(toCommandError(me.error));
    const profile: ProfileRow = {
      me: me.value,
      device: { id: identity.device, keys: identity.stored },
      organisationHash: copyBytes(prepared.organisationHash),
      organisationName,
      sessionExpired: false,
    };
    const saved = await store.commit([
      { key: ['user-keys'], value: userKeysToRow(new Map([[0, identity.userKey]])) },
      { key: ['genesis'], value: prepared.genesisHash },
    ]);
    if (!saved.ok) return saved;
    enrolling = undefined;
    const stored = await saveProfile(profile);
    if (!stored.ok) return stored;
    await showProfile(profile);
    return ok(undefined);
  }

  /** A lost reply: the account is there, with our id. */
  async function wasAlreadySent(prepared: PreparedSignUp, error: RequestError): Promise<Result<Me, RequestError>> {
    const isTaken =
      error.type === 'refused' && (error.code === 'account/email-taken' || error.code === 'account/first-admin-link');
    if (!isTaken) return err(error);
    const { email, password, user } = prepared.request;
    const signedIn = await http.send('POST', '/sign-in', { login: email, password }, Me);
    if (signedIn.ok && signedIn.value.user === user) return signedIn;
    if (signedIn.ok) await http.send('POST', '/sign-out', {}, Empty);
    return err(error);
  }

  async function signIn(login: string, password: string): ReturnType<EngineApi['signIn']> {
    await started;
    const answer = await http.send('POST', '/sign-in', { login, password }, Me);
    if (!answer.ok) return err(toCommandError(answer.error));
    if (store !== undefined) await forgiveSignOut(store);
    const profile = readProfile();
    if (profile?.device === undefined) {
      await withoutKeys(answer.value);
      return ok(undefined);
    }
    if (profile.me.user !== answer.value.user) {
      // This profile's data belongs to somebody else: she signs out first.
      await http.send('POST', '/sign-out', {}, Empty);
      return err({ type: 'refused', code: 'auth/forbidden' });
    }
    const { stopped: _, ...rest } = profile;
    const saved = await saveProfile({ ...rest, me: answer.value, sessionExpired: false });
    if (!saved.ok) return saved;
    session?.leader.retryNow();
    return ok(undefined);
  }

  async function withoutKeys(me: Me): Promise<void> {
    if (me.status === 'active') return setState({ phase: 'needs-recovery', me });
    const chain = await fetchOwnChain(http, me.user);
    const code = chain.ok ? await comparisonCode(chain.value.organisation, chain.value.genesisHash) : '';
    setState({ phase: 'pending', me, comparisonCode: code });
    pollApproval();
  }

  async function recover(code: string, deviceLabel: string): ReturnType<EngineApi['recover']> {
    if (state.phase !== 'needs-recovery' || store === undefined) return err({ type: 'not-ready' });
    const { me } = state;
    const service = await http.get('/service', ServiceInfo);
    if (!service.ok) return err(toCommandError(service.error));
    const recovered = await recoverIdentity(http, me, code, deviceLabel, service.value.serverTimeMs);
    if (!recovered.ok) {
      const { error } = recovered;
      if (error.type === 'mistyped' || error.type === 'wrong-code') return err(error);
      return err(error.type === 'chain-fault' ? { type: 'refused', code: 'chain/invalid' } : toCommandError(error));
    }
    const { device, stored, userKeys, organisationHash } = recovered.value;
    const keysSaved = await store.commit([{ key: ['user-keys'], value: userKeysToRow(userKeys) }]);
    if (!keysSaved.ok) return keysSaved;
    const profile: ProfileRow = {
      me,
      device: { id: device, keys: stored },
      organisationHash,
      organisationName: service.value.organisation?.name ?? '',
      sessionExpired: false,
    };
    const saved = await saveProfile(profile);
    if (!saved.ok) return saved;
    await showProfile(profile);
    return ok(undefined);
  }

  function pollApproval(): void {
    cancelPoll?.();
    if (isClosed) return;
    cancelPoll = deps.clock.schedule(approvalPollMs, () => {
      void checkApproval().then(() => {
        if (state.phase === 'pending') pollApproval();
      });
    });
  }

  async function checkApproval(): ReturnType<EngineApi['checkApproval']> {
    const answer = await http.get('/me', Me);
    const profile = readProfile();
    if (!answer.ok) {
      const isFinal = answer.error.type === 'refused' && answer.error.code === 'account/refused';
      if (isFinal && profile !== undefined) await saveProfile({ ...profile, stopped: 'account/refused' });
      // She waits on another browser than the one she signed up with: there is nothing here to remember it in.
      else if (isFinal && state.phase === 'pending') {
        cancelPoll?.();
        setState({ phase: 'stopped', code: 'account/refused', me: state.me });
      }
      return err(toCommandError(answer.error));
    }
    if (answer.value.status === 'active') {
      if (profile?.device === undefined) setState({ phase: 'needs-recovery', me: answer.value });
      else await saveProfile({ ...profile, me: answer.value });
    }
    return ok(undefined);
  }

  async function signOut({ force }: { readonly force: boolean }): ReturnType<EngineApi['signOut']> {
    const waiting = session?.outbox.pending().length ?? 0;
    if (waiting > 0 && !force) return { done: false, waiting };
    const isTold = await endServerSession(http);
    await closeSession();
    await store?.clear();
    await deps.localKey.forget();
    deps.tabs.post({ type: 'signed-out' });
    await forgetEverything();
    if (!isTold && store !== undefined) await oweSignOut(store);
    return { done: true };
  }

  /** What this profile kept is gone from storage: nothing of it stays in memory, and new rows get a new key. */
  async function forgetEverything(): Promise<void> {
    enrolling = undefined;
    cancelPoll?.();
    await closeSession();
    localKey = await deps.localKey.load();
    store = await openProfileStore(localKey);
    setState({ phase: 'signed-out' });
  }

  // ── the rest is the session's ────────────────────────────────────────────────────────────────────────────────────────────────

  return {
    ...makeViews(sessionViews.open, deps.clock, onStoreChange),
    ...makeCommands(
      () => session,
      () => store,
    ),
    async onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => stateListeners.delete(listener);
    },
    beginSignUp,
    completeSignUp,
    async cancelSignUp() {
      enrolling = undefined;
      if (state.phase === 'enrolling') setState({ phase: 'signed-out' });
    },
    signIn,
    recover,
    checkApproval,
    signOut,
    updateProfile: profiles.update,
    async settled() {
      await started;
      await session?.settled();
    },
    async close() {
      isClosed = true;
      cancelPoll?.();
      http.close();
      await started;
      await opening;
      await closeSession();
      deps.tabs.close();
    },
  };
}
