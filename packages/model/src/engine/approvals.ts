/** What an administrator's device does (ORG-5, ORG-8): see who waits, compare codes, sign who belongs. Online only. */
import { sha256 } from '../crypto/primitives.ts';
import { comparisonCode } from '../crypto/recovery-code.ts';
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { foldUserLinks } from '../sync/chains.ts';
import { signStatement } from '../sync/statements.ts';
import { Empty, Pending, type PendingAccount, Position } from '../wire/http.ts';
import { bindingInput, type OrganisationLink, type Role } from '../wire/organisation-chain.ts';
import type { CommandResult, PendingPerson } from './api.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { toCommandError } from './http-client.ts';
import type { People } from './people.ts';

export interface Approvals {
  list(): CommandResult<readonly PendingPerson[]>;
  approve(user: UserId, role: Role): CommandResult<void>;
  refuse(user: UserId): CommandResult<void>;
  /** ORG-9: after an administrator revoked a device of hers, a link that changes nothing else ends what it could still sign. */
  renewOwn(): CommandResult<void>;
}

const maxAttempts = 5;

export function makeApprovals(context: EngineContext, people: People): Approvals {
  const { http, identity } = context;

  const genesisOf = async (account: PendingAccount): Promise<Uint8Array | undefined> => {
    const chain = await foldUserLinks(undefined, account.user, [account.genesis], async () => undefined);
    return chain.ok ? chain.value.genesisHash : undefined;
  };

  async function accounts(): Promise<Result<readonly PendingAccount[], ReturnType<typeof toCommandError>>> {
    const answer = await http.get('/admin/pending', Pending);
    return answer.ok ? ok(answer.value.accounts) : err(toCommandError(answer.error));
  }

  type Approval = Extract<OrganisationLink, { readonly type: 'approve' }>['payload'];
  /** Writes an approval after the newest link; of two administrators at once the second signs again. */
  async function write(payload: Approval): CommandResult<void> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const synced = await people.syncOrganisation();
      if (!synced.ok) return err(synced.error.type === 'refused' ? toCommandError(synced.error) : { type: 'offline' });
      const organisation = people.organisation();
      const chain = people.chainOf(identity.user);
      if (organisation === undefined || chain === undefined) return err({ type: 'not-ready' });
      const link: OrganisationLink = {
        v: 1,
        n: organisation.n + 1,
        prev: organisation.head,
        atMs: serverNowMs(context),
        signer: { user: identity.user, device: identity.device, chainN: chain.n },
        type: 'approve',
        payload,
      };
      const statement = await signStatement('organisationLink', link, identity.keys.signing);
      const sent = await http.send('POST', '/organisation/chain', { link: statement }, Position);
      if (sent.ok) {
        await people.syncOrganisation();
        return ok(undefined);
      }
      if (sent.error.type !== 'refused' || sent.error.code !== 'chain/conflict') return err(toCommandError(sent.error));
    }
    return err({ type: 'refused', code: 'chain/conflict' });
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
          const { user, name, email, staffNumber, profession, unit, createdAtMs } = account;
          return (
            genesis && {
              user,
              name,
              email,
              staffNumber,
              profession,
              unit,
              createdAtMs,
              before: before(user),
              comparisonCode: await comparisonCode(identity.organisationHash, genesis),
            }
          );
        }),
      );
      return ok(rows.filter((row) => row !== undefined));
    },
    async approve(user, role) {
      const waiting = await accounts();
      if (!waiting.ok) return waiting;
      const account = waiting.value.find((candidate) => candidate.user === user);
      const genesis = account && (await genesisOf(account));
      if (account === undefined || genesis === undefined) return err({ type: 'unknown-person' });
      const binding = await sha256(bindingInput(account.salt, account.name, account.profession));
      const written = await write({ user, genesis, binding, role });
      if (written.ok) await people.syncDirectory();
      return written;
    },
    async renewOwn() {
      const me = people.organisation()?.members.get(identity.user);
      if (me?.role !== 'administrator') return ok(undefined);
      const { genesis, binding, role } = me;
      return write({ user: identity.user, genesis, binding, role });
    },
    async refuse(user) {
      const answer = await http.send('POST', `/admin/pending/${user}/refuse`, {}, Empty);
      return answer.ok ? ok(undefined) : err(toCommandError(answer.error));
    },
  };
}
