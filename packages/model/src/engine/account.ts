/**
 * The doors of an account: asking for access, signing in, the recovery code, waiting for approval. What comes out of them is a stored
 * profile; the engine makes of it what it means. Keys that were made and not sent yet are kept here alone, in memory.
 */
import * as v from 'valibot';
import { copyBytes, equalBytes } from '../bytes.ts';
import { normalizeCode } from '../crypto/base32.ts';
import { comparisonCode } from '../crypto/recovery-code.ts';
import { err, ok, type Result } from '../result.ts';
import type { SharedComputer } from '../wire/computer.ts';
import { Me, ServiceInfo, SessionInfo, SignInAnswer } from '../wire/http.ts';
import { isActive } from '../wire/user-chain.ts';
import { wrongCode } from './account-security.ts';
import type { CommandError, ConfirmError, EngineApi, EngineState, LostDevice, PasskeyAssertion, SignUpForm } from './api.ts';
import type { ClockDep } from './deps.ts';
import { type OpenLink, openDeviceLink, takeDeviceLink, toLinkError } from './device-link.ts';
import {
  chooseGroups,
  makeIdentity,
  type NewIdentity,
  type PreparedSignUp,
  prepareSignUp,
  type RecoveredIdentity,
} from './enrolment.ts';
import { parseFactorCode } from './factor-code.ts';
import { type HttpClient, type RequestError, toCommandError } from './http-client.ts';
import { fetchOwnChain } from './own-chain.ts';
import type { Profiles } from './profiles.ts';
import { ProfileRow } from './records.ts';
import { makeNewDevice, type NewDevice, readCode, recoverIdentity } from './recovery.ts';
import { makeResetAccount, type ResetAccount } from './reset-account.ts';
import { withoutUndefined } from './row-codec.ts';
import { endSessionOf, forgiveSignOut } from './sign-out.ts';
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
  readonly computer: SharedComputer | undefined;
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
      | 'beginSignUp'
      | 'completeSignUp'
      | 'cancelSignUp'
      | 'signIn'
      | 'confirmSecondFactor'
      | 'signInWithPasskey'
      | 'recover'
      | 'beginLink'
      | 'checkLink'
      | 'checkApproval'
    >,
    Pick<ResetAccount, 'beginReset' | 'completeReset' | 'checkReset' | 'cancelReset'> {
  /** True: she waits for a new identity (RESET-1), and the state says so. */
  resumeReset(): Promise<boolean>;
  /**
   * Signed in, but this browser has no keys of hers: she needs the code, or waits elsewhere. `isFound`: the session was here when SANAD
   * was opened, so this browser may have been a device.
   */
  withoutKeys(me: Me, isFound?: boolean): Promise<void>;
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
  let recovering: NewDevice | undefined;
  let cancelPoll: (() => void) | undefined;
  let isClosed = false;
  const { resume, stop, ...resetting } = makeResetAccount({ clock, http, store, state, setState, becomeDevice });
  /** What she said of this computer: the server sets its cookies by it. */
  const shared = parts.computer === undefined ? {} : { computer: parts.computer };

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
    const invited = form.invitation?.organisationHash;
    if (invited !== undefined && organisation !== undefined && !equalBytes(invited, organisation.hash))
      return err({ type: 'other-organisation' });
    const prepared = await prepareSignUp(identity, form, invited ?? organisation?.hash, nowMs);
    if (prepared === undefined) return err({ type: 'refused', code: 'account/no-organisation' });
    const askedGroups = enrolling?.askedGroups ?? chooseGroups();
    const organisationName = form.firstAdmin?.organisationName ?? organisation?.name ?? '';
    enrolling = { identity, prepared, askedGroups, organisationName };
    setState({ phase: 'enrolling' });
    const { recoveryCode, breakGlass } = identity;
    return ok({ recoveryCode, breakGlassCode: breakGlass?.code, askedGroups, organisationName });
  }

  async function completeSignUp(typed: readonly [string, string]): Promise<Result<void, ConfirmError>> {
    const kept = store();
    if (enrolling === undefined || kept === undefined) return err({ type: 'not-ready' });
    const { identity, prepared, askedGroups, organisationName } = enrolling;
    const isRight = askedGroups.every((group, i) => normalizeCode(typed[i] ?? '') === identity.recoveryCode[group]);
    if (!isRight) return err({ type: 'groups-differ' });
    const answer = await http.send('POST', '/sign-up', withoutUndefined({ ...prepared.request, ...shared }), Me);
    const me = answer.ok ? answer : await wasAlreadySent(prepared, answer.error);
    if (!me.ok) return err(toCommandError(me.error));
    const profile: ProfileRow = {
      me: me.value,
      device: { id: identity.device, keys: identity.stored },
      organisationHash: copyBytes(prepared.organisationHash),
      organisationName,
      sessionExpired: false,
    };
    await clearLeftovers(kept);
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
    const signedIn = await http.send('POST', '/sign-in', { login: email, password, ...shared }, Me);
    if (signedIn.ok && signedIn.value.user === user) return signedIn;
    if (signedIn.ok) await endSessionOf(http, signedIn.value.user);
    return err(error);
  }

  async function signIn(login: string, password: string): ReturnType<EngineApi['signIn']> {
    await parts.started();
    const answer = await http.send('POST', '/sign-in', { login, password, ...shared }, SignInAnswer);
    if (!answer.ok) return err(toCommandError(answer.error));
    if ('next' in answer.value) return ok('second-factor');
    const done = await isIn(answer.value);
    return done.ok ? ok('done') : done;
  }

  async function confirmSecondFactor(typed: string, trust: boolean): ReturnType<EngineApi['confirmSecondFactor']> {
    const code = parseFactorCode(typed);
    if (code === undefined) return wrongCode;
    const answer = await http.send('POST', '/sign-in/second-factor', { answer: code, trust, ...shared }, Me);
    return answer.ok ? isIn(answer.value) : err(toCommandError(answer.error));
  }

  async function signInWithPasskey(assertion: PasskeyAssertion): ReturnType<EngineApi['signInWithPasskey']> {
    await parts.started();
    const answer = await http.send('POST', '/sign-in/passkey', { ...assertion, ...shared }, Me);
    return answer.ok ? isIn(answer.value) : err(toCommandError(answer.error));
  }

  /** The server has a session of hers for this browser. */
  async function isIn(me: Me): Promise<Result<void, CommandError>> {
    const kept = store();
    if (kept !== undefined) await forgiveSignOut(kept);
    const profile = readProfile();
    if (profile?.device === undefined) {
      await withoutKeys(me);
      return ok(undefined);
    }
    if (profile.me.user !== me.user) {
      // This profile's data belongs to somebody else: she signs out first.
      await endSessionOf(http, me.user);
      return err({ type: 'refused', code: 'auth/forbidden' });
    }
    const { stopped: _, ...rest } = profile;
    const saved = await saveProfile({ ...rest, me, sessionExpired: false });
    if (!saved.ok) return saved;
    parts.retryNow();
    return ok(undefined);
  }

  async function withoutKeys(me: Me, isFound = false): Promise<void> {
    if (me.status === 'active' && (await resume(me))) return;
    if (me.status === 'active') {
      const lost = isFound ? await lostDevice(me) : undefined;
      return setState({ phase: 'needs-recovery', me, lost });
    }
    const chain = await fetchOwnChain(http, me.user);
    const code = chain.ok ? await comparisonCode(chain.value.organisation, chain.value.genesisHash) : '';
    setState({ phase: 'pending', me, comparisonCode: code });
    pollApproval();
  }

  /** STORE-2: the device that this session belonged to. What the server says of it counts only as far as her chain knows it. */
  async function lostDevice(me: Me): Promise<LostDevice | undefined> {
    const answer = await http.get('/me/session', SessionInfo);
    const id = answer.ok ? answer.value.device : undefined;
    const chain = id && (await fetchOwnChain(http, me.user));
    const device = chain?.ok && id !== undefined ? chain.value.devices.get(id) : undefined;
    return isActive(device) ? { device: device.id, label: device.label } : undefined;
  }

  /** STORE-2: what a device that is no more has left here mostly cannot be opened, and is nobody's. */
  async function clearLeftovers(kept: Store): Promise<void> {
    const profile = v.safeParse(ProfileRow, await kept.fetch(['profile']));
    // Another tab may have become a device meanwhile.
    if (!profile.success || profile.output.device === undefined) await kept.clear();
  }

  async function recover(code: string, deviceLabel: string): ReturnType<EngineApi['recover']> {
    const [now, kept] = [state(), store()];
    if (now.phase !== 'needs-recovery' || kept === undefined) return err({ type: 'not-ready' });
    const { me } = now;
    const read = await readCode(code);
    if (!read.ok) return read;
    const service = await http.get('/service', ServiceInfo);
    if (!service.ok) return err(toCommandError(service.error));
    recovering ??= await makeNewDevice();
    const recovered = await recoverIdentity(http, me, code, recovering, deviceLabel, service.value.serverTimeMs);
    // CODE-5: an answer that was lost leaves these keys in the chain; any other failure leaves nothing.
    if (recovered.ok || recovered.error.type !== 'offline') recovering = undefined;
    if (!recovered.ok) {
      const { error } = recovered;
      if (error.type === 'mistyped' || error.type === 'spent-code' || error.type === 'wrong-code') return err(error);
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
    const now = state();
    const lost = now.phase === 'needs-recovery' ? now.lost?.device : undefined;
    await clearLeftovers(kept);
    const keysSaved = await kept.commit([
      { key: ['user-keys'], value: userKeysToRow(userKeys) },
      ...(lost === undefined ? [] : [{ key: ['lost-device'] as const, value: lost }]),
      ...more,
    ]);
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
      const reason = answer.error.type === 'refused' ? answer.error.body?.reason : undefined;
      const refusal = reason === undefined ? {} : { refusal: reason };
      if (isFinal && profile !== undefined) await saveProfile({ ...profile, stopped: 'account/refused', ...refusal });
      // She waits on another browser than the one she signed up with: there is nothing here to remember it in.
      else if (isFinal && now.phase === 'pending') {
        cancelPoll?.();
        setState({ phase: 'stopped', code: 'account/refused', reason, me: now.me, isEmptied: false, isReset: false });
      }
      return err(toCommandError(answer.error));
    }
    // Nobody's approval but hers.
    if (profile !== undefined && answer.value.user !== profile.me.user)
      return err({ type: 'refused', code: 'auth/other-person' });
    if (answer.value.status === 'active') {
      if (profile?.device === undefined) setState({ phase: 'needs-recovery', me: answer.value, lost: undefined });
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
    confirmSecondFactor,
    signInWithPasskey,
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
      recovering = undefined;
    },
    close() {
      isClosed = true;
      cancelPoll?.();
      stop();
    },
  };
}
