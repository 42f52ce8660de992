/**
 * Who is in a space must be known (TRUST-5): to the organisation, and as far as those who signed the records of the space knew her. What is
 * missing is asked for; what the server does not show is a fault, and ends when it is shown or when nobody names it any more.
 */
import type { UserId } from '../ids.ts';
import { knowsAll, type People } from './people.ts';
import type { SpaceView } from './space-rows.ts';
import type { TrustFaults } from './trust-faults.ts';

type Members = Pick<SpaceView, 'members' | 'ended'>;

export interface Meetings {
  meet(...spaces: readonly (Members | undefined)[]): Promise<void>;
}

export function makeMeetings(
  people: Pick<People, 'chainOf' | 'organisation' | 'syncOrganisation' | 'syncChain'>,
  faults: TrustFaults,
  all: () => readonly Members[],
): Meetings {
  /** Of whom the server showed what it has. */
  const shown = new Set<UserId>();
  const isBehind = (user: UserId, chainN: number): boolean => (people.chainOf(user)?.n ?? -1) < chainN;
  const unmetIn = (spaces: readonly (Members | undefined)[]): readonly UserId[] => {
    const members = spaces.flatMap((space) => (space === undefined || space.ended !== undefined ? [] : space.members));
    return [...new Set(members.filter(({ user, chainN }) => isBehind(user, chainN)).map(({ user }) => user))];
  };

  async function note(): Promise<void> {
    const noted = faults.all();
    const isNoted = (user: UserId): boolean =>
      noted.some((fault) => fault.user === user && (fault.kind === 'member' || fault.kind === 'hidden'));
    const missing = unmetIn(all()).filter((user) => shown.has(user) || isNoted(user));
    const claimed = [...faults.claims()].flatMap(([user, chainN]) => (isBehind(user, chainN) ? [user] : []));
    const belongs = (user: UserId): boolean => people.organisation()?.members.has(user) === true;
    await faults.replace(
      'member',
      missing.filter((user) => !belongs(user)),
    );
    await faults.replace('hidden', [...new Set([...missing, ...claimed])].filter(belongs));
  }

  return {
    async meet(...spaces) {
      const unmet = unmetIn(spaces);
      if (
        !knowsAll(
          people,
          unmet.map((user) => ({ user })),
        )
      )
        await people.syncOrganisation();
      for (const user of unmet) {
        const synced = await people.syncChain(user);
        // Nothing was said: what is missing may come with the next connection.
        if (!synced.ok && synced.error.type === 'offline') return;
        shown.add(user);
      }
      if (unmet.length > 0 || faults.claims().size > 0 || faults.all().length > 0) await note();
    },
  };
}
