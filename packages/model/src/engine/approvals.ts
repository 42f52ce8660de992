/** What an administrator's device does (ORG-5, ORG-8): see who waits, compare codes, sign who belongs. Online only. */
import { sha256 } from '../crypto/primitives.ts';
import { comparisonCode } from '../crypto/recovery-code.ts';
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { foldUserLinks } from '../sync/chains.ts';
import { Empty, Pending, type PendingAccount } from '../wire/http.ts';
import { bindingInput } from '../wire/organisation-chain.ts';
import type { CommandResult, PendingPerson } from './api.ts';
import type { RoleGrant } from './api-admin.ts';
import type { EngineContext } from './context.ts';
import { toCommandError } from './http-client.ts';
import { makeOrganisationWriter } from './organisation-writer.ts';
import type { People } from './people.ts';

export interface Approvals {
  list(): CommandResult<readonly PendingPerson[]>;
  approve(user: UserId, grant: RoleGrant): CommandResult<void>;
  refuse(user: UserId, reason?: string): CommandResult<void>;
  /** ORG-9: after an administrator revoked a device of hers, a link that changes nothing else ends what it could still sign. */
  renewOwn(): CommandResult<void>;
}

export function makeApprovals(context: EngineContext, people: People): Approvals {
  const { http, identity } = context;
  const { write } = makeOrganisationWriter(context, people);

  const genesisOf = async (account: PendingAccount): Promise<Uint8Array | undefined> => {
    const chain = await foldUserLinks(undefined, account.user, [account.genesis], async () => undefined);
    return chain.ok ? chain.value.genesisHash : undefined;
  };

  async function accounts(): Promise<Result<readonly PendingAccount[], ReturnType<typeof toCommandError>>> {
    const answer = await http.get('/admin/pending', Pending);
    return answer.ok ? ok(answer.value.accounts) : err(toCommandError(answer.error));
  }

  /** From what administrators signed, not from what the server says of her. */
  function before(user: UserId): PendingPerson['before'] {
    const known = people.organisation()?.members.get(user);
    if (known === undefined) return undefined;
    return known.suspended ? 'suspended' : 'member';
  }

  return {
    async list() {
      const answer = await accounts();
      if (!answer.ok) return answer;
      const rows = await Promise.all(
        answer.value.map(async (account): Promise<PendingPerson | undefined> => {
          const genesis = await genesisOf(account);
          const { user, name, email, staffNumber, profession, unit, createdAtMs, invitation } = account;
          return (
            genesis && {
              user,
              name,
              email,
              staffNumber,
              profession,
              unit,
              createdAtMs,
              invitation,
              before: before(user),
              comparisonCode: await comparisonCode(identity.organisationHash, genesis),
            }
          );
        }),
      );
      return ok(rows.filter((row) => row !== undefined));
    },
    async approve(user, grant) {
      const waiting = await accounts();
      if (!waiting.ok) return waiting;
      const account = waiting.value.find((candidate) => candidate.user === user);
      const genesis = account && (await genesisOf(account));
      if (account === undefined || genesis === undefined) return err({ type: 'unknown-person' });
      const binding = await sha256(bindingInput(account.salt, account.name, account.profession));
      const written = await write({ type: 'approve', payload: { user, genesis, binding, ...grant } });
      if (written.ok) await people.syncDirectory();
      return written;
    },
    async renewOwn() {
      const me = people.organisation()?.members.get(identity.user);
      if (me?.role !== 'administrator') return ok(undefined);
      const { genesis, binding, role } = me;
      return write({ type: 'approve', payload: { user: identity.user, genesis, binding, role } });
    },
    async refuse(user, reason) {
      const answer = await http.send('POST', `/admin/pending/${user}/refuse`, reason === undefined ? {} : { reason }, Empty);
      return answer.ok ? ok(undefined) : err(toCommandError(answer.error));
    },
  };
}
