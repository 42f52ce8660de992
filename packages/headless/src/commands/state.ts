/** Cursors and hashes, read from the profile alone: no engine, no network, nothing changes. */
import { readDiagnostics } from '@sanad/model/engine/diagnostics';
import { ok } from '@sanad/model/result';
import type { Profile } from '../profile.ts';
import { fail, type Outcome } from '../report.ts';

export async function state(profile: Profile): Promise<Outcome> {
  const found = await readDiagnostics(profile.rows, await profile.localKey.load());
  if (found === undefined) return fail('device/not-signed-in');
  const { account, spaces, logs, pending } = found;
  return ok({
    json: { command: 'state', ok: true, ...found },
    lines: [
      `account ${account.user} ${account.status}, ${account.role}, device ${account.device ?? '–'}`,
      `organisation ${account.organisation} ${account.organisationHash}`,
      ...spaces.map(
        ({ space, kind, epoch, rev, accepted }) =>
          `space ${space} ${kind} epoch ${epoch}.${rev}${accepted ? '' : ' (not on the server yet)'}`,
      ),
      ...logs.map(
        ({ log, segment, cursor, hash, stopped }) =>
          `log ${log} ${segment ?? ''} cursor ${cursor} ${hash}${stopped === undefined ? '' : ` stopped: ${stopped}`}`,
      ),
      `pending ${pending}`,
    ],
  });
}
