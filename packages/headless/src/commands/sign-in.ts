/** A session for this profile: anew for a device that has keys, or as the first step of recovering. */
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { commandFailure, fail, groupedCode } from '../report.ts';

export const signIn: Run<'sign-in'> = async ({ open }, { login, password, code }) => {
  const { device } = open;
  const signedIn = await device.engine.signIn(login, password ?? '');
  if (!signedIn.ok) return err(commandFailure(signedIn.error));
  if (signedIn.value === 'second-factor') {
    if (code === undefined) return fail('device/second-factor');
    const confirmed = await device.engine.confirmSecondFactor(code, false);
    if (!confirmed.ok) return err(commandFailure(confirmed.error));
  }
  const state = device.state();
  const base = { command: 'sign-in', ok: true, status: state.phase };
  switch (state.phase) {
    case 'ready':
      return ok({ json: { ...base, user: state.me.user }, lines: ['signed in'] });
    case 'needs-recovery':
      return ok({ json: { ...base, user: state.me.user }, lines: ['signed in; this profile has no keys yet: recover --code …'] });
    case 'resetting':
    case 'pending': {
      const { comparisonCode } = state;
      return ok({
        json: { ...base, user: state.me.user, comparisonCode },
        lines: [`signed in; waiting for approval, comparison code: ${groupedCode(comparisonCode)}`],
      });
    }
    case 'starting':
    case 'unsupported':
    case 'signed-out':
    case 'enrolling':
    case 'stopped':
    case 'locked':
    case 'locking':
    case 'emptied':
      return fail('defect');
  }
};
