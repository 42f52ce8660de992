/** What people do to know who is really who (TRUST-1 … TRUST-4). */
import { encodeSafetyCode, parseSafetyCode, safetyNumber } from '../crypto/safety-number.ts';
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { CommandError, EngineApi } from './api.ts';
import type { Session } from './session.ts';

export type TrustCommands = Pick<
  EngineApi,
  'safetyNumber' | 'checkSafetyCode' | 'setVerified' | 'acceptIdentity' | 'recheckTrust'
>;

const notReady = err<CommandError>({ type: 'not-ready' });

export function makeTrustCommands(session: () => Session | undefined): TrustCommands {
  async function numberWith(user: UserId): Promise<Result<string, CommandError>> {
    const open = session();
    if (open === undefined) return notReady;
    const [mine, hers] = [open.people.chainOf(open.identity.user), open.people.chainOf(user)];
    if (mine === undefined || hers === undefined || user === open.identity.user) return err({ type: 'unknown-person' });
    return ok(
      await safetyNumber(
        open.identity.organisationHash,
        { genesis: mine.genesisHash, resets: mine.resets },
        { genesis: hers.genesisHash, resets: hers.resets },
      ),
    );
  }

  return {
    async safetyNumber(user) {
      const number = await numberWith(user);
      return number.ok ? ok({ number: number.value, code: encodeSafetyCode(number.value) }) : number;
    },
    async checkSafetyCode(user, scanned) {
      const number = await numberWith(user);
      if (!number.ok) return number;
      const read = parseSafetyCode(scanned);
      if (read !== number.value) return ok(read === undefined ? 'unreadable' : 'different');
      const marked = await session()?.identities.setVerified(user, true);
      return marked?.ok ? ok('same') : (marked ?? notReady);
    },
    setVerified: async (user, isVerified) => session()?.identities.setVerified(user, isVerified) ?? notReady,
    acceptIdentity: async (user) => session()?.identities.accept(user) ?? notReady,
    async recheckTrust() {
      const open = session();
      if (open === undefined) return notReady;
      const { people, spaces, ownDevices, auditWatch } = open;
      for (const ask of [ownDevices.sync, people.syncOrganisation, people.syncDirectory, spaces.meetAll, auditWatch.look]) {
        const asked = await ask();
        if (!asked.ok && asked.error.type === 'offline') return err(asked.error);
      }
      return ok(open.trustFaults.all().length);
    },
  };
}
