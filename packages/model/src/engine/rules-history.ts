/**
 * Every change of the rules that was signed (POLICY-9). A device keeps what holds, not how it came about: the links are fetched again, and
 * believed because their hashes lead to the head that this device verified, signature by signature, when it followed the chain.
 */
import { equalBytes } from '../bytes.ts';
import { err, ok } from '../result.ts';
import { hashStatement } from '../sync/statements.ts';
import { Links } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { OrganisationLink } from '../wire/organisation-chain.ts';
import { defaultPolicy, type Policy } from '../wire/policy.ts';
import { parseStatementBody } from '../wire/statement.ts';
import type { CommandResult } from './api-result.ts';
import type { RulesVersion } from './api-rules.ts';
import type { EngineContext } from './context.ts';
import { toCommandError } from './http-client.ts';
import type { People } from './people.ts';

/** Older changes are not shown. */
const maxShown = 200;

export async function readRulesHistory(
  { http }: Pick<EngineContext, 'http'>,
  people: Pick<People, 'organisation' | 'person'>,
): CommandResult<readonly RulesVersion[]> {
  const known = people.organisation();
  if (known === undefined) return err({ type: 'not-ready' });
  const versions: RulesVersion[] = [];
  let before: Policy = defaultPolicy;
  let head: Uint8Array | undefined;
  let n = 0;
  while (n <= known.n) {
    const answer = await http.get(`/organisation/chain?from=${n}`, Links);
    if (!answer.ok) return err(toCommandError(answer.error));
    // The server has less than it showed before, or something else.
    if (answer.value.links.length === 0) return wrongChain;
    for (const statement of answer.value.links.slice(0, known.n + 1 - n)) {
      const link = parseStatementBody(OrganisationLink, statement.body, maxLinkBytes);
      if (!link.ok || link.value.n !== n || (head !== undefined && !equalBytes(link.value.prev, head))) return wrongChain;
      if (link.value.type === 'policy') {
        const { payload: after, atMs, signer } = link.value;
        versions.push({ n, atMs, by: signer.user, name: people.person(signer.user)?.name ?? '', before, after });
        before = after;
      }
      head = await hashStatement('organisationLink', statement);
      n += 1;
    }
  }
  if (head === undefined || !equalBytes(head, known.head)) return wrongChain;
  return ok(versions.reverse().slice(0, maxShown));
}

const wrongChain = err({ type: 'refused', code: 'chain/invalid' } as const);
