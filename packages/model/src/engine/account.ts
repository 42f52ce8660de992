/**
 * The doors of an account: asking for access, signing in, the recovery code, waiting for approval. What comes out of them is a stored
 * profile; the engine makes of it what it means. Keys that were made and not sent yet are kept here alone, in memory.
 */
import { copyBytes } from '../bytes.ts';
import { normalizeCode } from '../crypto/base32.ts';
import { comparisonCode } from '../crypto/recovery-code.ts';
import { err, ok, type Result } from '../result.ts';
import { Empty, Me, ServiceInfo } from '../wire/http.ts';
import type { CommandError, ConfirmError, EngineApi, EngineState, SignUpForm } from './api.ts';
import type { ClockDep } from './deps.ts';
import { type OpenLink, openDeviceLink, takeDeviceLink, toLinkError } from './device-link.ts';
import {
  chooseGroups,
  makeIdentity,
  type NewIdentity,
  type PreparedSignUp,
  prepareSignUp,
  type RecoveredIdentity,
  recoverIdentity,
} from './enrolment.ts';
import { type HttpClient, type RequestError, toCommandError } from './http-client.ts';
import { fetchOwnChain } from './own-chain.ts';
import type { Profiles } from './profiles.ts';
import type { ProfileRow } from './records.ts';
import { makeResetAccount, type ResetAccount } from './reset-account.ts';
import { withoutUndefined } from './row-codec.ts';
import { forgiveSignOut } from './sign-out.ts';
import type { Store, StoreWrite } from './store.ts';
import { userKeysToRow } from './user-keyring.ts';

/** How often a pending page asks on its own. */
const approvalPollMs = 5_000;

interface Enrolling {
  readonly identity: NewIdentity;
  readonly prepared: PreparedSignUp;
  readonly askedGroups: readonly [number, number];
  readonly organisationName: string;
}

export interface AccountParts {
  readonly clock: ClockDep;
  readonly http: HttpClient;
  readonly profiles: Profiles;
  readonly store: () => Store | undefined;
  readonly state: () => EngineState;
  readonly setState: (next: EngineState) => void;
  /** The state that a stored profile means. */
  readonly showProfile: (profile: ProfileRow) => Promise<void>;
  /** Until the engine knows what is stored. */
  readonly started: () => Promise<void>;
  readonly retryNow: () => void;
}

export interface Account
  extends Pick<
      EngineApi,
      'beginSignUp' | 'completeSignUp' | 'cancelSignUp' | 'signIn' | 'recover' | 'beginLink' | 'checkLink' | 'checkApproval'
    >,
    Pick<ResetAccount, 'beginReset' | 'completeReset' | 'checkReset' | 'cancelReset'> {
  /** True: she waits for a new identity (RESET-1), and the state says so. */
  resumeReset(): Promise<boolean>;
  /** Signed in, but this browser has no keys of hers: she needs the code, or waits elsewhere. */
  withoutKeys(me: Me): Promise<void>;
  /** Asks every few seconds while the state is `pending`. */
  pollApproval(): void;
  stopPolling(): void;
  /** Keys that were made and not sent. */
  forgetKeys(): void;
  close(): void;
}

export function makeAccount(parts: AccountParts): Account {
  const { clock, http, profiles, store, state, setState, showProfile } = parts;
  const { read: readProfile, save: saveProfile } = profiles;
  let enrolling: Enrolling | undefined;
  let linking: OpenLink | undefined;
  let cancelPoll: (() => void) | undefined;
  let isClosed = false;
  const { resume, stop, ...resetting } = makeResetAccount({ clock, http, store, state, setState, becomeDevice });

  async function beginSignUp(form: SignUpForm): ReturnType<EngineApi['beginSignUp']> {
    await parts.started();
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
    const kept = store();
    if (enrolling === undefined || kept === undefined) return err({ type: 'not-ready' });
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
    const saved = await kept.commit([
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
    await parts.started();
    const answer = await http.send('POST', '/sign-in', { login, password }, Me);
    if (!answer.ok) return err(toCommandError(answer.error));
    const kept = store();
    if (kept !== undefined) await forgiveSignOut(kept);
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
    parts.retryNow();
    return ok(undefined);
  }

  async function withoutKeys(me: Me): Promise<void> {
    if (me.status === 'active' && (await resume(me))) return;
    if (me.status === 'active') return setState({ phase: 'needs-recovery', me });
    const chain = await fetchOwnChain(http, me.user);
    const code = chain.ok ? await comparisonCode(chain.value.organisation, chain.value.genesisHash) : '';
    setState({ phase: 'pending', me, comparisonCode: code });
    pollApproval();
  }

  async function recover(code: string, deviceLabel: string): ReturnType<EngineApi['recover']> {
    const [now, kept] = [state(), store()];
    if (now.phase !== 'needs-recovery' || kept === undefined) return err({ type: 'not-ready' });
    const { me } = now;
    const service = await http.get('/service', ServiceInfo);
    if (!service.ok) return err(toCommandError(service.error));
    const recovered = await recoverIdentity(http, me, code, deviceLabel, service.value.serverTimeMs);
    if (!recovered.ok) {
      const { error } = recovered;
      if (error.type === 'mistyped' || error.type === 'wrong-code') return err(error);
      return err(error.type === 'chain-fault' ? { type: 'refused', code: 'chain/invalid' } : toCommandError(error));
    }
    return becomeDevice(kept, me, recovered.value, service.value.organisation?.name ?? '');
  }

  /** This browser is a device of hers now. */
  async function becomeDevice(
    kept: Store,
    me: Me,
    { device, stored, userKeys, organisationHash }: RecoveredIdentity,
    organisationName: string,
    more: readonly StoreWrite[] = [],
  ): Promise<Result<void, CommandError>> {
    const keysSaved = await kept.commit([{ key: ['user-keys'], value: userKeysToRow(userKeys) }, ...more]);
    if (!keysSaved.ok) return keysSaved;
    const profile: ProfileRow = {
      me,
      device: { id: device, keys: stored },
      organisationHash,
      organisationName,
      sessionExpired: false,
    };
    const saved = await saveProfile(profile);
    if (!saved.ok) return saved;
    linking = undefined;
    await showProfile(profile);
    return ok(undefined);
  }

  async function beginLink(deviceLabel: string): ReturnType<EngineApi['beginLink']> {
    const now = state();
    if (now.phase !== 'needs-recovery') return err({ type: 'not-ready' });
    const opened = await openDeviceLink(http, now.me, deviceLabel);
    if (!opened.ok) return err(toLinkError(opened.error));
    linking = opened.value;
    return ok({ code: linking.code, digits: linking.digits });
  }

  async function checkLink(): ReturnType<EngineApi['checkLink']> {
    const [now, kept, open] = [state(), store(), linking];
    if (now.phase !== 'needs-recovery' || kept === undefined || open === undefined) return err({ type: 'not-ready' });
    const taken = await takeDeviceLink(http, now.me, open);
    if (!taken.ok) return err(toLinkError(taken.error));
    if (taken.value === undefined) return ok('waiting');
    const service = await http.get('/service', ServiceInfo);
    const name = service.ok ? (service.value.organisation?.name ?? '') : '';
    const done = await becomeDevice(kept, now.me, taken.value, name);
    return done.ok ? ok('linked') : done;
  }

  function pollApproval(): void {
    cancelPoll?.();
    if (isClosed) return;
    cancelPoll = clock.schedule(approvalPollMs, () => {
      void checkApproval().then(() => {
        if (state().phase === 'pending') pollApproval();
      });
    });
  }

  async function checkApproval(): ReturnType<EngineApi['checkApproval']> {
    const answer = await http.get('/me', Me);
    const profile = readProfile();
    if (!answer.ok) {
      const now = state();
      const isFinal = answer.error.type === 'refused' && answer.error.code === 'account/refused';
      if (isFinal && profile !== undefined) await saveProfile({ ...profile, stopped: 'account/refused' });
      // She waits on another browser than the one she signed up with: there is nothing here to remember it in.
      else if (isFinal && now.phase === 'pending') {
        cancelPoll?.();
        setState({ phase: 'stopped', code: 'account/refused', me: now.me, isEmptied: false, isReset: false });
      }
      return err(toCommandError(answer.error));
    }
    if (answer.value.status === 'active') {
      if (profile?.device === undefined) setState({ phase: 'needs-recovery', me: answer.value });
      else await saveProfile({ ...profile, me: answer.value });
    }
    return ok(undefined);
  }

  return {
    beginSignUp,
    completeSignUp,
    async cancelSignUp() {
      enrolling = undefined;
      if (state().phase === 'enrolling') setState({ phase: 'signed-out' });
    },
    signIn,
    recover,
    beginLink,
    checkLink,
    checkApproval,
    ...resetting,
    resumeReset: () => resume(),
    withoutKeys,
    pollApproval,
    stopPolling: () => cancelPoll?.(),
    forgetKeys() {
      enrolling = undefined;
      linking = undefined;
    },
    close() {
      isClosed = true;
      cancelPoll?.();
      stop();
    },
  };
}
