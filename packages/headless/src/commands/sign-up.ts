/** Makes an account and this device; types the recovery code's groups back itself. */
import type { SignUpForm } from '@sanad/model/engine/api';
import { err, ok } from '@sanad/model/result';
import type { CommandContext, Run } from '../command-context.ts';
import { deviceLabel } from '../device-label.ts';
import { pause } from '../open-device.ts';
import { commandFailure, fail, groupedCode, type Report } from '../report.ts';

const retryMs = 500;

export const signUp: Run<'sign-up'> = async (context, command) => {
  const { engine, ...device } = context.open.device;
  if (device.state().phase !== 'signed-out') return fail('profile/not-empty');
  const { person, email, staffNumber, profession, unit, password, firstAdmin } = command;
  const form: SignUpForm = {
    name: person,
    email,
    staffNumber,
    profession,
    unit,
    password: password ?? '',
    deviceLabel,
    ...(firstAdmin === undefined ? {} : { firstAdmin }),
  };
  const begun = await engine.beginSignUp(form);
  if (!begun.ok) return err(commandFailure(begun.error));
  const { recoveryCode, breakGlassCode, askedGroups } = begun.value;
  const codes = {
    recoveryCode: recoveryCode.join('-'),
    ...(breakGlassCode === undefined ? {} : { breakGlassCode: breakGlassCode.join('-') }),
  };
  const typed = [recoveryCode[askedGroups[0]] ?? '', recoveryCode[askedGroups[1]] ?? ''] as const;
  const done = await completed(context, typed);
  if (!done.ok) {
    const failure = commandFailure(done.error);
    // A lost answer: the account may be there, and then only this code opens it.
    return err(
      done.error.type === 'offline' ? { ...failure, report: report({ ok: false, status: 'unknown', ...codes }) } : failure,
    );
  }
  const state = device.state();
  if (state.phase !== 'pending' && state.phase !== 'ready') return fail('defect');
  const { user, role } = state.me;
  const status = state.phase === 'pending' ? { status: 'pending', comparisonCode: state.comparisonCode } : { status: 'active' };
  return ok(report({ ok: true, user, email, role, ...status, ...codes }));
};

/** The same request again succeeds (AUTH-2), so a lost answer is asked for until the time is over. */
async function completed({ open, timeoutMs }: CommandContext, typed: readonly [string, string]) {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const done = await open.device.engine.completeSignUp(typed);
    if (done.ok || done.error.type !== 'offline' || performance.now() > endMs) return done;
    await pause(retryMs);
  }
}

interface SignUpJson {
  readonly ok: boolean;
  readonly user?: string;
  readonly email?: string;
  readonly role?: string;
  readonly status: string;
  readonly comparisonCode?: string;
  readonly recoveryCode: string;
  readonly breakGlassCode?: string;
}

function report(json: SignUpJson): Report {
  const lines = [`recovery code: ${json.recoveryCode}   (keep it: it is shown once)`];
  if (json.breakGlassCode !== undefined) lines.push(`break-glass code: ${json.breakGlassCode}   (print it and lock it away)`);
  if (json.comparisonCode !== undefined) lines.push(`waiting for approval; comparison code: ${groupedCode(json.comparisonCode)}`);
  else lines.push(`account: ${json.status}`);
  return { json: { command: 'sign-up', ...json }, lines };
}
