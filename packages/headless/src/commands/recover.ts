/** Makes this profile a device with the recovery code alone, then brings the history. */
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { deviceLabel } from '../device-label.ts';
import { levelled, untilReady } from '../open-device.ts';
import { commandFailure, fail } from '../report.ts';

export const recover: Run<'recover'> = async ({ open, timeoutMs }, { code }) => {
  const { device } = open;
  const { phase } = device.state();
  if (phase === 'ready' || phase === 'stopped') return fail('profile/not-empty');
  if (phase !== 'needs-recovery') {
    const ready = await untilReady(open);
    return ready.ok ? fail('profile/not-empty') : ready;
  }
  const recovered = await device.engine.recover(code ?? '', deviceLabel);
  if (!recovered.ok) return err(commandFailure(recovered.error));
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  // The keys are here for good: a history that does not come now comes with the next sync.
  const level = await levelled(open, timeoutMs);
  return ok({
    json: { command: 'recover', ok: true, status: 'ready', synced: level.ok },
    lines: [
      level.ok ? 'this profile is a device now; its history is here' : 'this profile is a device now; sync brings its history',
    ],
  });
};
