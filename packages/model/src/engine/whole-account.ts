/** An account as a whole, online (ACCOUNT-1 … ACCOUNT-4): where it is signed in, all that the server holds of it, its end. */
import { err, ok } from '../result.ts';
import { AccountExport, OwnSessions } from '../wire/account.ts';
import { Empty } from '../wire/http.ts';
import type { CommandResult, EngineApi } from './api.ts';
import { type HttpClient, toCommandError } from './http-client.ts';
import type { Spaces } from './spaces.ts';

export type WholeAccountCommands = Pick<
  EngineApi,
  'forgotPassword' | 'sessions' | 'endServerSession' | 'endOtherSessions' | 'exportAccount' | 'eraseAccount'
>;

interface WholeAccountParts {
  /** Of whoever has a device here. */
  readonly spaces: () => Pick<Spaces, 'syncList' | 'signLeaves'> | undefined;
  /** Empties this device, whose account is none any more. */
  readonly leave: () => Promise<unknown>;
}

export function makeWholeAccountCommands(http: HttpClient, { spaces, leave }: WholeAccountParts): WholeAccountCommands {
  const tell = async (path: string, body: unknown): CommandResult<void> => {
    const told = await http.send('POST', path, body, Empty);
    return told.ok ? ok(undefined) : err(toCommandError(told.error));
  };
  return {
    forgotPassword: (login) => tell('/forgotten-password', { login }),
    async sessions() {
      const known = await http.get('/me/sessions', OwnSessions);
      return known.ok ? ok(known.value.sessions) : err(toCommandError(known.error));
    },
    endServerSession: (id) => tell('/me/sessions/end', { id }),
    endOtherSessions: () => tell('/me/sessions/end-others', {}),
    async exportAccount() {
      const all = await http.get('/me/export', AccountExport);
      return all.ok ? all : err(toCommandError(all.error));
    },
    async eraseAccount(password) {
      // A group that somebody added her to a moment ago is left as well.
      const listed = await spaces()?.syncList();
      if (listed?.ok === false && listed.error.type === 'offline') return err(listed.error);
      const erased = await tell('/me/erase', { password, leaves: (await spaces()?.signLeaves()) ?? [] });
      if (erased.ok) await leave();
      return erased;
    },
  };
}
