/**
 * "I forgot my password" (ACCOUNT-5): where e-mail is set up, a link like an administrator's (ADMIN-5) goes to the address of the account.
 * The answer is the same for every login and does not wait for the mail server: nobody learns from it who has an account.
 */
import { ForgottenPassword } from '@sanad/model/wire/account';
import { passwordLinkMs } from '@sanad/model/wire/admin';
import { Hono } from 'hono';
import { makePasswordLink } from '../admin/password-links.ts';
import { findAccountByLogin } from '../auth/people.ts';
import { countAttempt } from '../auth/rate-limit.ts';
import type { RateLimit } from '../config.ts';
import { type Database, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type AppContext, type AppEnv, answer, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import type { Mailer } from './mailer.ts';
import { passwordMail } from './password-mail.ts';

export interface MailDeps {
  readonly database: Database;
  readonly organisation: OrganisationStore;
  readonly mailer: Mailer | undefined;
  readonly baseUrl: string;
  readonly addressOf: (c: AppContext) => string;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** Of one address of the network, and of one account: nobody's box is filled. */
const ofAddress: RateLimit = { max: 10, windowMs: 15 * 60_000 };
const ofAccount: RateLimit = { max: 3, windowMs: 60 * 60_000 };

export function mailRoutes(deps: MailDeps): Hono<AppEnv> {
  const { database, mailer } = deps;
  const routes = new Hono<AppEnv>();

  routes.post('/forgotten-password', async (c) => {
    const allowed = await countAttempt(database, 'forgotten', deps.addressOf(c), ofAddress, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const asked = await readBody(c, ForgottenPassword);
    if (!asked.ok) return refuse(c, asked.error);
    if (mailer === undefined) return refuse(c, refusal('account/no-mail'));
    sendLink(deps, mailer, asked.value.login).catch(deps.onError);
    return answer(c, {});
  });
  return routes;
}

async function sendLink(deps: MailDeps, mailer: Mailer, login: string): Promise<void> {
  const { database } = deps;
  const account = await findAccountByLogin(database, login);
  if (account === undefined) return;
  if (!(await countAttempt(database, 'forgotten-of', account.user, ofAccount, deps.nowMs())).ok) return;
  const made = await transaction(database, (client) => makePasswordLink(client, undefined, account.user));
  const organisation = await deps.organisation.load(database);
  // An account that waits or was refused has no use for one.
  if (!made.ok || organisation === undefined) return;
  // The token stands behind the #: it is in no line of any log between her and the server.
  const url = `${deps.baseUrl}/new-password#${made.value.token}`;
  await mailer.send(
    passwordMail({ to: account.email, organisation: organisation.name, url, hours: Math.round(passwordLinkMs / 3_600_000) }),
  );
}
