/**
 * Who is on duty (CAL-8, CAL-9): shifts are events with a role and a holder. Pure: what a screen and a message to a role ask is worked out from
 * occurrences, without a network. Two shifts of one role at the same time are both kept and told; hours without anybody are told ahead.
 */
import type { UserId } from '../ids.ts';
import type { FoldedEvent } from './fold-event.ts';

export interface Shift {
  /** Of the occurrence. */
  readonly id: string;
  readonly role: string;
  /** Undefined: planned, and nobody has it. */
  readonly holder: UserId | undefined;
  readonly startMs: number;
  readonly endMs: number;
}
export interface OnDuty {
  readonly role: string;
  /** More than one: a double booking. None: a gap. */
  readonly now: readonly Shift[];
  /** The first that begins after this moment. */
  readonly next: Shift | undefined;
  /** When it changes hands; undefined: nothing is planned. */
  readonly untilMs: number | undefined;
}

const rolesOf = (shifts: readonly Shift[]): readonly string[] => [...new Set(shifts.map(({ role }) => role))].sort();
const compareShifts = (a: Shift, b: Shift): number => a.startMs - b.startMs || a.endMs - b.endMs || (a.id < b.id ? -1 : 1);

export function onDutyAt(shifts: readonly Shift[], atMs: number): readonly OnDuty[] {
  return rolesOf(shifts).map((role) => {
    const own = shifts.filter((shift) => shift.role === role).sort(compareShifts);
    const now = own.filter(({ holder, startMs, endMs }) => holder !== undefined && startMs <= atMs && atMs < endMs);
    const next = own.find(({ holder, startMs }) => holder !== undefined && startMs > atMs);
    const ends = now.map(({ endMs }) => endMs);
    const until = Math.min(...ends, ...(next === undefined ? [] : [next.startMs]));
    return { role, now, next, untilMs: Number.isFinite(until) ? until : undefined };
  });
}

export interface RosterFault {
  readonly type: 'gap' | 'double';
  readonly role: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The shifts that overlap, at most twenty; of a gap those that are planned and nobody has. */
  readonly shifts: readonly Shift[];
}

/**
 * Between the first and the last shift of a role and within the range: hours that nobody has, and hours that two different people have. What
 * begins after the last shift is not planned yet, and no gap.
 */
export function rosterFaults(shifts: readonly Shift[], fromMs: number, toMs: number): readonly RosterFault[] {
  return rolesOf(shifts).flatMap((role) => {
    const own = shifts.filter((shift) => shift.role === role && shift.endMs > shift.startMs).sort(compareShifts);
    const edges = [...new Set(own.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort((a, b) => a - b);
    const goingOn = makeGoingOn(own);
    const faults: RosterFault[] = [];
    for (const [i, from] of edges.entries()) {
      const to = edges[i + 1];
      const { there, people } = goingOn(from);
      if (to === undefined || to <= fromMs || from >= toMs || people === 1) continue;
      const type = people === 0 ? 'gap' : 'double';
      const fault = {
        type,
        role,
        fromMs: Math.max(from, fromMs),
        toMs: Math.min(to, toMs),
        shifts: firstOf(there, ({ holder }) => people === 0 || holder !== undefined),
      } as const;
      const last = faults.at(-1);
      const isSame = last?.type === type && last.toMs === fault.fromMs && same(last.shifts, fault.shifts);
      if (isSame) faults[faults.length - 1] = { ...last, toMs: fault.toMs };
      else faults.push(fault);
    }
    return faults;
  });
}
/** The shifts of one moment after the other, and how many people have one: thousands at once cost no more than their beginnings and ends. */
function makeGoingOn(own: readonly Shift[]) {
  const byEnd = [...own].sort((a, b) => a.endMs - b.endMs);
  const there = new Set<Shift>();
  const held = new Map<UserId, number>();
  let [begun, ended] = [0, 0];
  const count = ({ holder }: Shift, by: 1 | -1): void => {
    if (holder === undefined) return;
    const left = (held.get(holder) ?? 0) + by;
    if (left === 0) held.delete(holder);
    else held.set(holder, left);
  };
  return (atMs: number): { readonly there: ReadonlySet<Shift>; readonly people: number } => {
    for (let next = own[begun]; next !== undefined && next.startMs <= atMs; next = own[++begun]) {
      there.add(next);
      count(next, 1);
    }
    for (let next = byEnd[ended]; next !== undefined && next.endMs <= atMs; next = byEnd[++ended]) {
      there.delete(next);
      count(next, -1);
    }
    return { there, people: held.size };
  };
}
/** More than these nobody looks through. */
const maxTold = 20;
function firstOf(shifts: Iterable<Shift>, is: (shift: Shift) => boolean): readonly Shift[] {
  const out: Shift[] = [];
  for (const shift of shifts) {
    if (out.length >= maxTold) break;
    if (is(shift)) out.push(shift);
  }
  return out;
}
const same = (a: readonly Shift[], b: readonly Shift[]): boolean =>
  a.length === b.length && a.every(({ id }, i) => id === b[i]?.id);

export interface DatedRecipients {
  readonly fromMs: number;
  readonly toMs: number;
  readonly users: readonly UserId[];
}
/** PROTOCOL §11: whom a message to a role reaches, and when that changes: the handover is in the list, so no device has to be there for it. */
export function recipientsOf(shifts: readonly Shift[], role: string, fromMs: number, toMs: number): readonly DatedRecipients[] {
  const own = shifts.filter((shift) => shift.role === role && shift.holder !== undefined);
  const inside = own.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((at) => at > fromMs && at < toMs);
  const edges = [...new Set([fromMs, ...inside, toMs])].sort((a, b) => a - b);
  const out: DatedRecipients[] = [];
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1];
    if (to === undefined) continue;
    const users = [
      ...new Set(own.filter(({ startMs, endMs }) => startMs <= from && from < endMs).flatMap(({ holder }) => holder ?? [])),
    ].sort();
    const last = out.at(-1);
    if (last !== undefined && last.users.join() === users.join()) out[out.length - 1] = { ...last, toMs: to };
    else out.push({ fromMs: from, toMs: to, users });
  }
  return out;
}

export interface Swap {
  readonly request: string;
  readonly at: string;
  readonly by: UserId;
  /** To whom it is offered; undefined: to whoever can. */
  readonly to: UserId | undefined;
  readonly comment: string;
  readonly phase: 'asked' | 'taken' | 'given' | 'withdrawn' | 'refused';
  /** Who takes it. */
  readonly taker: UserId | undefined;
}

/**
 * CAL-9: the holder of that date asks; whom she asked, or anybody, takes it; then it is hers as soon as the holder gives it, which is a change of
 * `holder` beside the act. Only the first who takes it counts; nobody but who asked gives or withdraws.
 */
export function swapsOf(event: FoldedEvent, holderAt: (at: string) => UserId | undefined): readonly Swap[] {
  const out = new Map<string, Swap>();
  for (const { id, author, word, request, to, at = '', comment } of event.swaps) {
    if (word === 'ask') {
      if (holderAt(at) === author) out.set(id, { request: id, at, by: author, to, comment, phase: 'asked', taker: undefined });
      continue;
    }
    const asked = out.get(request ?? '');
    if (asked === undefined) continue;
    const isAskedOf = author !== asked.by && (asked.to === undefined || asked.to === author);
    const isOwn = author === asked.by;
    if (word === 'take' && asked.phase === 'asked' && isAskedOf)
      out.set(asked.request, { ...asked, phase: 'taken', taker: author });
    if (word === 'refuse' && asked.phase === 'asked' && asked.to === author)
      out.set(asked.request, { ...asked, phase: 'refused' });
    if (word === 'give' && asked.phase === 'taken' && isOwn) out.set(asked.request, { ...asked, phase: 'given' });
    if (word === 'withdraw' && asked.phase !== 'given' && isOwn)
      out.set(asked.request, { ...asked, phase: 'withdrawn', taker: undefined });
  }
  return [...out.values()];
}
