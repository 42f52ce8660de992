/**
 * The organisation's chain in Postgres (ORG-1, ORG-2). Links never change, so the folded chain is kept and only newer links are read:
 * several processes stay right without telling one another.
 */
import { type Result, unwrap } from '@sanad/model/result';
import { maxLinkBytes } from '@sanad/model/wire/limits';
import { applyOrganisationLink, type OrganisationChain, OrganisationLink } from '@sanad/model/wire/organisation-chain';
import { parseStatementBody, type Statement } from '@sanad/model/wire/statement';
import type { Queryable } from '../db/database.ts';
import { statementHash } from './signature.ts';
import { rowToStatement, type StatementRow, statementValues } from './statement-rows.ts';

export interface OrganisationStore {
  /** `undefined` until the first administrator has made the organisation. */
  readonly load: (client: Queryable) => Promise<OrganisationChain | undefined>;
}

export function createOrganisationStore(): OrganisationStore {
  let known: OrganisationChain | undefined;
  return {
    load: async (client) => {
      let chain = known;
      const { rows } = await client.query<StatementRow>(
        'select body, sig, co_sig from organisation_link where n > $1 order by n',
        [chain?.n ?? -1],
      );
      for (const row of rows) {
        const statement = rowToStatement(row);
        const link = unwrap(parseOrganisationLink(statement));
        chain = unwrap(applyOrganisationLink(chain, link, statementHash('organisationLink', statement)));
      }
      // A caller inside a transaction may see its own links, which may still be rolled back: it never appends before it loads.
      if (chain !== undefined && chain.n > (known?.n ?? -1)) known = chain;
      return chain;
    },
  };
}

export const parseOrganisationLink = (
  statement: Statement,
): Result<OrganisationLink, { readonly type: 'malformed' | 'too-large' }> =>
  parseStatementBody(OrganisationLink, statement.body, maxLinkBytes);

/** False when position `n` is taken. */
export async function insertOrganisationLink(client: Queryable, n: number, statement: Statement): Promise<boolean> {
  const result = await client.query(
    'insert into organisation_link (n, body, sig, co_sig) values ($1, $2, $3, $4) on conflict do nothing',
    [n, ...statementValues(statement)],
  );
  return result.rowCount === 1;
}

export async function readOrganisationLinks(client: Queryable, from: number, limit: number): Promise<readonly Statement[]> {
  const { rows } = await client.query<StatementRow>(
    'select body, sig, co_sig from organisation_link where n >= $1 order by n limit $2',
    [from, limit],
  );
  return rows.map(rowToStatement);
}
