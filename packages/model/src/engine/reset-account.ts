/**
 * Waiting for a new identity (RESET-1 … RESET-4): what was made is kept sealed in the profile, so that the page may be closed for days; an
 * answer is looked for every few seconds while it is open.
 */
import * as v from 'valibot';
import { normalizeCode } from '../crypto/base32.ts';
import { err, ok, type Result } from '../result.ts';
import { Empty, type Me, ServiceInfo } from '../wire/http.ts';
import type { CommandError, ConfirmError, EngineApi, EngineState } from './api.ts';
import type { ClockDep } from './deps.ts';
import { chooseGroups, type RecoveredIdentity } from './enrolment.ts';
import { type HttpClient, toCommandError } from './http-client.ts';
import { ResetRow } from './records.ts';
import { codeOfReset, lodgeReset, type PreparedReset, prepareReset, type ResetError, takeReset } from './reset.ts';
import { withoutUndefined } from './row-codec.ts';
import { makeSerial } from './serial.ts';
import type { Store, StoreWrite } from './store.ts';

const pollMs = 5_000;

export interface ResetAccountParts {
  readonly clock: ClockDep;
  readonly http: HttpClient;
  readonly store: () => Store | undefined;
  readonly state: () => EngineState;
  readonly setState: (next: EngineState) => void;
  readonly becomeDevice: (
    kept: Store,
    me: Me,
    identity: RecoveredIdentity,
    organisationName: string,
    more: readonly StoreWrite[],
  ) => Promise<Result<void, CommandError>>;
}

export interface ResetAccount extends Pick<EngineApi, 'beginReset' | 'completeReset' | 'checkReset' | 'cancelReset'> {
  /** True: she waits, and the state says so. What somebody else left here is forgotten. */
  resume(me?: Me): Promise<boolean>;
  stop(): void;
}

export function makeResetAccount({ clock, http, store, state, setState, becomeDevice }: ResetAccountParts): ResetAccount {
  let prepared: (PreparedReset & { readonly askedGroups: readonly [number, number] }) | undefined;
  let cancelPoll: (() => void) | undefined;
  let isClosed = false;
  const serial = makeSerial();

  function waiting(): ResetRow | undefined {
    const row = v.safeParse(ResetRow, store()?.get(['reset']));
    return row.success ? row.output : undefined;
  }
  const forget = async (): Promise<void> => void (await store()?.commit([{ key: ['reset'], value: undefined }]));

  async function show(row: ResetRow, answer: 'waiting' | 'refused' | 'over'): Promise<void> {
    setState({ phase: 'resetting', me: row.me, comparisonCode: await codeOfReset(row), answer });
    if (answer === 'waiting') poll();
  }

  function poll(): void {
    cancelPoll?.();
    if (isClosed) return;
    cancelPoll = clock.schedule(pollMs, () => {
      void checkReset().then(() => {
        const now = state();
        if (now.phase === 'resetting' && now.answer === 'waiting') poll();
      });
    });
  }

  const checkReset = (): ReturnType<EngineApi['checkReset']> => serial('check', check);
  async function check(): Promise<Result<void, CommandError>> {
    const [row, kept, now] = [waiting(), store(), state()];
    if (row === undefined || kept === undefined || now.phase !== 'resetting') return err({ type: 'not-ready' });
    const taken = await takeReset(http, row);
    if (!taken.ok) {
      // Her session ended while she waited: what was made stays until she is back.
      const isOut = taken.error.type === 'refused' && taken.error.code === 'auth/required';
      if (isOut) setState({ phase: 'signed-out' });
      return err(toError(taken.error));
    }
    const answer = taken.value;
    if (answer.type === 'done') {
      // The row again: becoming a device begins with an empty profile, and what is asked for stands until all of it is kept.
      const rows = [...answer.rows, { key: ['reset'], value: { ...row, me: withoutUndefined(row.me) } } as const];
      const done = await becomeDevice(kept, row.me, answer.identity, row.organisationName, rows);
      if (done.ok) await forget();
      return done;
    }
    if (answer.type !== now.answer) await show(row, answer.type);
    return ok(undefined);
  }

  return {
    async beginReset(deviceLabel) {
      const now = state();
      if (now.phase !== 'needs-recovery') return err({ type: 'not-ready' });
      if (prepared === undefined || prepared.row.me.user !== now.me.user) {
        const service = await http.get('/service', ServiceInfo);
        if (!service.ok) return err(toCommandError(service.error));
        const { organisation, serverTimeMs } = service.value;
        const made = await prepareReset(http, now.me, deviceLabel, organisation?.name ?? '', Math.floor(serverTimeMs));
        if (!made.ok) return err(toError(made.error));
        prepared = { ...made.value, askedGroups: chooseGroups() };
      }
      const { identity, askedGroups } = prepared;
      return ok({
        recoveryCode: identity.recoveryCode,
        breakGlassCode: undefined,
        askedGroups,
        organisationName: prepared.row.organisationName,
      });
    },
    async completeReset(typed): Promise<Result<void, ConfirmError>> {
      const [kept, made] = [store(), prepared];
      if (kept === undefined || made === undefined || state().phase !== 'needs-recovery') return err({ type: 'not-ready' });
      const { identity, askedGroups, row } = made;
      const isRight = askedGroups.every((group, i) => normalizeCode(typed[i] ?? '') === identity.recoveryCode[group]);
      if (!isRight) return err({ type: 'groups-differ' });
      // Durable first: an administrator must never confirm keys that are gone.
      const saved = await kept.commit([{ key: ['reset'], value: { ...row, me: withoutUndefined(row.me) } }]);
      if (!saved.ok) return saved;
      const lodged = await lodgeReset(http, row);
      if (!lodged.ok) {
        await forget();
        return err(toCommandError(lodged.error));
      }
      prepared = undefined;
      await show(row, 'waiting');
      return ok(undefined);
    },
    checkReset,
    async cancelReset() {
      const now = state();
      if (now.phase !== 'resetting') return err({ type: 'not-ready' });
      cancelPoll?.();
      // Confirmed all the same, it makes nothing without the keys that are forgotten here.
      if (now.answer !== 'over') await http.send('POST', '/me/reset/cancel', {}, Empty);
      await forget();
      setState({ phase: 'needs-recovery', me: now.me, lost: undefined });
      return ok(undefined);
    },
    async resume(me) {
      const row = waiting();
      if (row === undefined) return false;
      if (me !== undefined && me.user !== row.me.user) {
        await forget();
        return false;
      }
      await show(row, 'waiting');
      void checkReset();
      return true;
    },
    stop() {
      isClosed = true;
      cancelPoll?.();
    },
  };
}

const toError = (error: ResetError): CommandError =>
  error.type === 'chain-fault' ? { type: 'refused', code: 'chain/invalid' } : toCommandError(error);
