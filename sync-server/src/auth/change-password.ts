/** Another password (AUTH-18), by whoever knows the one that stands. Her other sessions end if she wants it, this one never. */
import { err, ok, type Result } from '@sanad/model/result';
import type { PasswordChange } from '@sanad/model/wire/account-security';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { policyOf } from '@sanad/model/wire/policy';
import { noteAudit } from '../audit/append-audit.ts';
import type { Database } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import type { Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import type { Auth } from './auth.ts';
import { isWeak } from './guessable.ts';
import { callLibrary } from './library.ts';
import { readMe } from './people.ts';
import { checkPassword } from './proof.ts';
import { forgetTrust } from './trusted-browsers.ts';

export interface PasswordDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly live: Live;
  readonly organisation: OrganisationStore;
  readonly nowMs: () => number;
}

export async function changePassword(
  deps: PasswordDeps,
  session: Session,
  { current, next, endOthers }: PasswordChange,
  cookie: string | undefined,
): Promise<Result<undefined, Refusal>> {
  const { auth, database } = deps;
  const checked = await checkPassword(auth, database, session, current, deps.nowMs());
  if (!checked.ok) return checked;
  const me = await readMe(database, session.user);
  if (me === undefined) return err(refusal('auth/required'));
  if (isWeak(next, me, policyOf(await deps.organisation.load(database)))) return err(refusal('account/password-weak'));
  const headers = new Headers({ cookie: cookie ?? '' });
  const changed = await callLibrary('auth/credentials', () =>
    auth.api.changePassword({ body: { currentPassword: current, newPassword: next }, headers, returnHeaders: true }),
  );
  if (!changed.ok) return changed;
  const count = endOthers ? await endOtherSessions(deps, session) : 0;
  await noteAudit(database, { actor: session.user, act: 'password.change', subject: session.user, facts: { count } });
  return ok(undefined);
}

/** How many they were. The library would end this session as well, and with it what binds it to its device (AUTH-11). */
async function endOtherSessions({ database, live }: PasswordDeps, { id, user }: Session): Promise<number> {
  const ended = await database.query<{ id: string }>('delete from session where "userId" = $1 and id <> $2::uuid returning id', [
    user,
    id,
  ]);
  for (const { id: other } of ended.rows) live.closeUser(user, CLOSE_CODES.unauthenticated, other);
  await forgetTrust(database, user);
  return ended.rows.length;
}
