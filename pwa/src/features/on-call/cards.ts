/** Which cards stand on the page of duty: of each role who has it, where two have it, and where soon nobody does. */
import type { Person, RoleOnDuty, Roster, RosterFault, ShiftRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

export const DUTY_FILTERS = ['all', 'unit', 'doctors', 'nurses'] as const;
export type DutyFilter = (typeof DUTY_FILTERS)[number];

/** `gap`: nobody, now or from `fromMs` on; `holder` has it until then. */
export type DutyCardRow = { readonly id: string; readonly role: string } & (
  | { readonly kind: 'held'; readonly now: readonly ShiftRow[]; readonly next: ShiftRow | undefined }
  | {
      readonly kind: 'gap';
      readonly fromMs: number | undefined;
      readonly toMs: number | undefined;
      readonly holder: UserId | undefined;
      readonly shift: ShiftRow | undefined;
    }
);

/** How far ahead hours without anybody stand among the cards. */
const aheadMs = 24 * 3_600_000;

interface CardsFor {
  readonly filter: DutyFilter;
  readonly unit: string | undefined;
  readonly person: (user: UserId) => Person | undefined;
}

export function cardsOf(roster: Roster | undefined, { filter, unit, person }: CardsFor): readonly DutyCardRow[] {
  if (roster === undefined) return [];
  const passes = (user: UserId | undefined): boolean => {
    const known = user === undefined ? undefined : person(user);
    if (filter === 'all' || known === undefined) return filter === 'all';
    if (filter === 'unit') return known.unit === unit;
    return known.profession === (filter === 'doctors' ? 'doctor' : 'nurse');
  };
  return roster.roles.flatMap((role): readonly DutyCardRow[] => {
    const people = [...role.now, ...(role.next === undefined ? [] : [role.next])];
    // Hours that nobody has concern whoever looks at this role.
    if (filter !== 'all' && !people.some(({ holder }) => passes(holder))) return [];
    const held: readonly DutyCardRow[] =
      role.now.length === 0
        ? []
        : [{ id: role.role, role: role.role, kind: 'held', now: onePerPerson(role.now), next: role.next }];
    return [...held, ...gapOf(roster, role)];
  });
}

const onePerPerson = (shifts: readonly ShiftRow[]): readonly ShiftRow[] => [
  ...new Map(shifts.map((shift) => [shift.holder, shift])).values(),
];

function gapOf({ atMs, faults, shifts }: Roster, { role, now, next }: RoleOnDuty): readonly DutyCardRow[] {
  const gap = faults.find((one) => one.role === role && one.type === 'gap' && one.toMs > atMs && one.fromMs < atMs + aheadMs);
  const id = `${role}/gap`;
  if (gap === undefined && (now.length > 0 || next === undefined)) return [];
  return [
    {
      ...{ id, role, kind: 'gap', fromMs: gap === undefined || gap.fromMs <= atMs ? undefined : gap.fromMs },
      ...{ toMs: gap?.toMs ?? next?.startMs, holder: now[0]?.holder, shift: openShift(gap, shifts) },
    },
  ];
}
const openShift = (gap: RosterFault | undefined, shifts: readonly ShiftRow[]): ShiftRow | undefined =>
  shifts.find(({ id }) => id === gap?.shifts[0]?.id);
