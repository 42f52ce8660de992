/** How an administrator's device writes into the organisation's chain (ORG-2, ORG-7): after the newest link, signed. Online only. */
import { err, ok } from '../result.ts';
import { signStatement } from '../sync/statements.ts';
import { Position } from '../wire/http.ts';
import type { OrganisationLink } from '../wire/organisation-chain.ts';
import type { CommandResult } from './api.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { toCommandError } from './http-client.ts';
import type { People } from './people.ts';

/** What is signed, without its place. */
type Unplaced<Link> = Link extends unknown ? Pick<Link, Extract<'type' | 'payload', keyof Link>> : never;

export interface OrganisationWriter {
  /** Of two administrators at once the second signs again. */
  write(content: Unplaced<OrganisationLink>): CommandResult<void>;
}

const maxAttempts = 5;

export function makeOrganisationWriter(
  context: EngineContext,
  people: Pick<People, 'organisation' | 'chainOf' | 'syncOrganisation'>,
): OrganisationWriter {
  const { http, identity } = context;
  return {
    async write(content) {
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
          ...content,
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
    },
  };
}
