/**
 * How somebody proves that it is her (AUTH-12 … AUTH-18), online. Codes and passwords pass through and are kept nowhere; challenges of
 * passkeys cross to the screen as plain data, because only a page can ask an authenticator.
 */
import type * as v from 'valibot';
import { err, ok, type Result } from '../result.ts';
import { AccountSecurity, NewSecondFactor, PasskeyCreation, PasskeyRequest, ReserveCodes } from '../wire/account-security.ts';
import { Empty, type Me } from '../wire/http.ts';
import { policyOf } from '../wire/policy.ts';
import type { CommandError, CommandResult, EngineApi } from './api.ts';
import { parseFactorCode } from './factor-code.ts';
import { type HttpClient, toCommandError } from './http-client.ts';
import type { People } from './people.ts';

export type SecurityCommands = Pick<
  EngineApi,
  | 'beginPasskeySignIn'
  | 'security'
  | 'provePassword'
  | 'beginPasskeyProof'
  | 'provePasskey'
  | 'beginSecondFactor'
  | 'turnOnSecondFactor'
  | 'renewReserveCodes'
  | 'turnOffSecondFactor'
  | 'beginPasskey'
  | 'addPasskey'
  | 'renamePasskey'
  | 'removePasskey'
  | 'changePassword'
  | 'setPasswordByLink'
>;

export const wrongCode: Result<never, CommandError> = err({ type: 'refused', code: 'auth/code' });

/** `secured`: there is a second factor now: what was refused without one is asked again (POLICY-2). */
export function makeSecurityCommands(http: HttpClient, secured: () => Promise<void>): SecurityCommands {
  async function post<const S extends v.GenericSchema>(path: string, body: unknown, answer: S): CommandResult<v.InferOutput<S>> {
    const sent = await http.send('POST', path, body, answer);
    return sent.ok ? sent : err(toCommandError(sent.error));
  }
  const tell = async (path: string, body: unknown): CommandResult<void> => {
    const told = await post(path, body, Empty);
    return told.ok ? ok(undefined) : told;
  };
  const codes = async (path: string, body: unknown): CommandResult<readonly string[]> => {
    const given = await post(path, body, ReserveCodes);
    return given.ok ? ok(given.value.codes) : given;
  };

  return {
    beginPasskeySignIn: () => post('/sign-in/passkey/options', {}, PasskeyRequest),
    async security() {
      const known = await http.get('/me/security', AccountSecurity);
      return known.ok ? known : err(toCommandError(known.error));
    },
    provePassword: (password) => tell('/me/proof', { password }),
    beginPasskeyProof: () => post('/me/proof/passkey/options', {}, PasskeyRequest),
    provePasskey: (assertion) => tell('/me/proof/passkey', assertion),
    beginSecondFactor: () => post('/me/second-factor', {}, NewSecondFactor),
    async turnOnSecondFactor(typed) {
      const answer = parseFactorCode(typed);
      if (answer?.kind !== 'totp') return wrongCode;
      const given = await codes('/me/second-factor/confirm', { code: answer.code });
      if (given.ok) await secured();
      return given;
    },
    renewReserveCodes: () => codes('/me/second-factor/codes', {}),
    async turnOffSecondFactor(typed) {
      const answer = parseFactorCode(typed);
      return answer === undefined ? wrongCode : tell('/me/second-factor/remove', { answer });
    },
    beginPasskey: () => post('/me/passkeys/options', {}, PasskeyCreation),
    async addPasskey(name, created) {
      const added = await tell('/me/passkeys', { name, created });
      if (added.ok) await secured();
      return added;
    },
    renamePasskey: (id, name) => tell(`/me/passkeys/${encodeURIComponent(id)}/rename`, { name }),
    removePasskey: (id) => tell(`/me/passkeys/${encodeURIComponent(id)}/remove`, {}),
    changePassword: (change) => tell('/me/password', change),
    setPasswordByLink: (token, password) => tell('/password-link', { token, password }),
  };
}

/** POLICY-2: she is let in with a second factor alone, and has none: everything but setting one up would be refused. */
export const isFactorDue = ({ factorFromMs }: Pick<Me, 'factorFromMs'>, nowMs: number): boolean =>
  factorFromMs !== undefined && nowMs >= factorFromMs;
/** In words that are the same while the rule is; what it means for this account the server knows. */
export const factorRule = (people: Pick<People, 'organisation'>): string =>
  JSON.stringify(policyOf(people.organisation()).secondFactor);
