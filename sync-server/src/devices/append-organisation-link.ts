/**
 * Appending to the organisation's chain (ORG-2, ORG-5 … ORG-7, ORG-10): only by a session of the administrator whose device signed. What a link says
 * takes effect in the same transaction: approve → active and role; suspend → suspended, sessions gone. The caller closes sockets.
 */
import { equalBytes } from '@sanad/model/bytes';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  applyOrganisationLink,
  bindingInput,
  type OrganisationLink,
  organisationSigner,
  type Profession,
} from '@sanad/model/wire/organisation-chain';
import type { Statement } from '@sanad/model/wire/statement';
import { appendAudit } from '../audit/append-audit.ts';
import { organisationEntry } from '../audit/link-entries.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { administratorKey } from './append-user-link.ts';
import { insertOrganisationLink, type OrganisationStore, parseOrganisationLink } from './organisation-store.ts';
import { sha256, statementHash, verifyStatement } from './signature.ts';

export interface OrganisationLinkAccepted {
  readonly n: number;
  readonly suspended: UserId | undefined;
}

export function appendOrganisationLink(
  database: Database,
  organisation: OrganisationStore,
  administrator: UserId,
  statement: Statement,
): Promise<Result<OrganisationLinkAccepted, Refusal>> {
  return transaction(database, async (client) => {
    const link = parseOrganisationLink(statement);
    const chain = await organisation.load(client);
    if (!link.ok || chain === undefined) return err(refusal('chain/invalid'));
    const hash = statementHash('organisationLink', statement);
    if (link.value.n === chain.n && equalBytes(hash, chain.head)) return ok({ n: chain.n, suspended: undefined });
    if (link.value.signer.user !== administrator) return err(refusal('auth/forbidden'));
    const next = applyOrganisationLink(chain, link.value, hash);
    if (!next.ok) {
      return err(next.error.type === 'conflict' ? refusal('chain/conflict', { n: next.error.n }) : refusal('chain/invalid'));
    }
    const signer = organisationSigner(chain, link.value);
    if (!signer.ok) return err(refusal('auth/forbidden'));
    const key = signer.value.known ?? (await administratorKey(client, organisation, link.value.signer));
    if (key === undefined || !(await verifyStatement('organisationLink', statement, key, signer.value.coSigner))) {
      return err(refusal('chain/signature'));
    }
    if (!(await insertOrganisationLink(client, link.value.n, statement)))
      return err(refusal('chain/conflict', { n: chain.n + 1 }));
    const applied = await applyToAccount(client, link.value);
    if (!applied.ok) return applied;
    await appendAudit(client, organisationEntry(chain, link.value));
    return ok({ n: link.value.n, suspended: link.value.type === 'suspend' ? link.value.payload.user : undefined });
  });
}

interface AccountRow {
  readonly name: string;
  readonly profession: Profession;
  readonly salt: Uint8Array;
  readonly genesis_hash: Uint8Array;
}

export async function applyToAccount(client: Queryable, link: OrganisationLink): Promise<Result<undefined, Refusal>> {
  switch (link.type) {
    case 'genesis':
    // ORG-10: devices go by it; of an account it says nothing.
    case 'policy':
      return ok(undefined);
    case 'approve': {
      const { user, genesis, binding, role } = link.payload;
      const { rows } = await client.query<AccountRow>(
        `select u.name, p.profession, p.salt, c.genesis_hash from person p join "user" u on u.id = p.user_id
           join user_chain c on c.user_id = p.user_id where p.user_id = $1 for update of p`,
        [user],
      );
      const [account] = rows;
      if (account === undefined || !equalBytes(account.genesis_hash, genesis)) return err(refusal('chain/invalid'));
      // ORG-5: what she signed must be the directory row that colleagues will be shown.
      const expected = sha256(bindingInput(account.salt, account.name, account.profession));
      if (!equalBytes(expected, binding)) return err(refusal('chain/invalid'));
      await client.query("update person set status = 'active', role = $2 where user_id = $1", [user, role]);
      return ok(undefined);
    }
    case 'set_role':
      await client.query('update person set role = $2 where user_id = $1', [link.payload.user, link.payload.role]);
      return ok(undefined);
    case 'suspend':
      await client.query("update person set status = 'suspended' where user_id = $1", [link.payload.user]);
      await client.query('delete from session where "userId" = $1', [link.payload.user]);
      return ok(undefined);
    case 'reinstate':
      await client.query("update person set status = 'active' where user_id = $1", [link.payload.user]);
      return ok(undefined);
  }
}
