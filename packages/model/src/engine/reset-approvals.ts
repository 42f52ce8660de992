/** What an administrator's device does with requests for a new identity (RESET-2): see them, compare, sign. Online only. */
import { resetCode } from '../crypto/reset-code.ts';
import type { DeviceId, UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { deriveDeviceId, signStatement } from '../sync/statements.ts';
import { Empty, type PendingReset, PendingResets } from '../wire/http.ts';
import type { UserLink } from '../wire/user-chain.ts';
import type { CommandError, CommandResult, ResetRequestRow } from './api.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { toCommandError } from './http-client.ts';
import type { People } from './people.ts';

export interface ResetApprovals {
  list(): CommandResult<readonly ResetRequestRow[]>;
  /** `device`: the one whose code was compared. */
  confirm(user: UserId, device: DeviceId): CommandResult<void>;
  refuse(user: UserId): CommandResult<void>;
}

export function makeResetApprovals(context: EngineContext, people: People): ResetApprovals {
  const { http, identity } = context;

  async function requests(): CommandResult<readonly PendingReset[]> {
    const answer = await http.get('/admin/resets', PendingResets);
    return answer.ok ? ok(answer.value.requests) : err(toCommandError(answer.error));
  }

  /** Undefined: keys that are not what they say, or of somebody whom the organisation does not know. */
  async function toRow({ request, user, ...rest }: PendingReset): Promise<ResetRequestRow | undefined> {
    const genesis = people.organisation()?.members.get(user)?.genesis;
    if (genesis === undefined || (await deriveDeviceId(request)) !== request.device) return undefined;
    const comparisonCode = await resetCode(identity.organisationHash, genesis, request);
    return { user, device: request.device, label: request.label, comparisonCode, ...rest };
  }

  async function chains(user: UserId) {
    const [theirs, mine] = [await people.syncChain(user), await people.syncChain(identity.user)];
    if (!theirs.ok || !mine.ok) {
      const failed = theirs.ok ? mine : theirs;
      const isOffline = !failed.ok && failed.error.type === 'offline';
      return err<CommandError>(isOffline ? { type: 'offline' } : { type: 'refused', code: 'chain/invalid' });
    }
    return ok({ theirs: theirs.value, mine: mine.value });
  }

  return {
    async list() {
      const found = await requests();
      if (!found.ok) return found;
      const rows = await Promise.all(found.value.filter(({ user }) => user !== identity.user).map(toRow));
      return ok(rows.filter((row) => row !== undefined));
    },
    async confirm(user, device) {
      if (user === identity.user) return err({ type: 'not-allowed' });
      const found = await requests();
      if (!found.ok) return found;
      const asked = found.value.find((one) => one.user === user && one.request.device === device);
      if (asked === undefined || (await toRow(asked)) === undefined) return err({ type: 'unknown-person' });
      const known = await chains(user);
      if (!known.ok) return known;
      const { theirs, mine } = known.value;
      const { sig, kem, label, recovery, userKey } = asked.request;
      const link: UserLink = {
        v: 1,
        user,
        n: theirs.n + 1,
        prev: theirs.head,
        atMs: Math.max(0, Math.floor(serverNowMs(context))),
        signer: { by: 'administrator', user: identity.user, device: identity.device, chainN: mine.n },
        type: 'reset',
        payload: { device: { id: device, sig, kem, label }, recovery, userKey: { gen: theirs.userKey.gen + 1, pub: userKey } },
      };
      const { body, sig: signature } = await signStatement('userLink', link, identity.keys.signing);
      const sent = await http.send('POST', `/admin/resets/${user}/offer`, { device, body, sig: signature }, Empty);
      return sent.ok ? ok(undefined) : err(toCommandError(sent.error));
    },
    async refuse(user) {
      const answer = await http.send('POST', `/admin/resets/${user}/refuse`, {}, Empty);
      return answer.ok ? ok(undefined) : err(toCommandError(answer.error));
    },
  };
}
