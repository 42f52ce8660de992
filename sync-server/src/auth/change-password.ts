/** Another password (AUTH-18), by whoever knows the one that stands. Her other sessions end if she wants it, this one never. */
import { err, ok, type Result } from '@sanad/model/result';
import type { PasswordChange } from '@sanad/model/wire/account-security';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { policyOf } from '@sanad/model/wire/policy';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import type { Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import type { Auth } from './auth.ts';
import { isWeak } from './guessable.ts';
import { readMe } from './people.ts';
import { checkPassword } from './proof.ts';
import { countAttempt } from './rate-limit.ts';
import { setPassword } from './set-password.ts';
import { forgetTrust } from './trusted-browsers.ts';

export interface PasswordDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly live: Live;
  readonly organisation: OrganisationStore;
  readonly nowMs: () => number;
}

/** Of one account: each change is an entry of the log (AUDIT-4). */
const changes = { max: 20, windowMs: 3_600_000 };

export async function changePassword(
  deps: PasswordDeps,
  session: Session,
  { current, next, endOthers }: PasswordChange,
): Promise<Result<undefined, Refusal>> {
  const { auth, database, live } = deps;
  const { user } = session;
  const checked = await checkPassword(auth, database, session, current, deps.nowMs());
  if (!checked.ok) return checked;
  const allowed = await countAttempt(database, 'password-change', user, changes, deps.nowMs());
  if (!allowed.ok) return allowed;
  const me = await readMe(database, user);
  if (me === undefined) return err(refusal('auth/required'));
  if (isWeak(next, me, policyOf(await deps.organisation.load(database)))) return err(refusal('account/password-weak'));
  const passwordHash = await (await auth.$context).password.hash(next);
  // Not by the library: it would end this session as well, with what binds it to its device (AUTH-11), and know nothing of the log (AUDIT-1).
  const changed: Result<readonly string[], Refusal> = await transaction(database, async (client) => {
    await setPassword(client, user, passwordHash);
    const others = endOthers ? await endOtherSessions(client, session) : [];
    await appendAudit(client, { actor: user, act: 'password.change', subject: user, facts: { count: others.length } });
    return ok(others);
  });
  if (!changed.ok) return changed;
  for (const other of changed.value) live.closeUser(user, CLOSE_CODES.unauthenticated, other);
  return ok(undefined);
}

async function endOtherSessions(client: Queryable, { id, user }: Session): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>('delete from session where "userId" = $1 and id <> $2::uuid returning id', [
    user,
    id,
  ]);
  await forgetTrust(client, user);
  return rows.map((row) => row.id);
}
