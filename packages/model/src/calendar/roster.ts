/**
 * Who is on duty (CAL-8, CAL-9): shifts are events with a role and a holder. Pure: what a screen and a message to a role ask is worked out from
 * occurrences, without a network. Two shifts of one role at the same time are both kept and told; hours without anybody are told ahead.
 */
import type { UserId } from '../ids.ts';
import type { SwapWord } from '../schema/event-values.ts';
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

/** By role, in the order of their names: each shift is looked at once, however many roles there are. */
function byRole(shifts: readonly Shift[]): readonly (readonly [role: string, own: readonly Shift[]])[] {
  const out = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const own = out.get(shift.role);
    if (own === undefined) out.set(shift.role, [shift]);
    else own.push(shift);
  }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1)).map(([role, own]) => [role, own.sort(compareShifts)]);
}
const compareShifts = (a: Shift, b: Shift): number => a.startMs - b.startMs || a.endMs - b.endMs || (a.id < b.id ? -1 : 1);

export function onDutyAt(shifts: readonly Shift[], atMs: number): readonly OnDuty[] {
  return byRole(shifts).map(([role, own]) => {
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
  return byRole(shifts).flatMap(([role, all]) => {
    const own = all.filter(({ startMs, endMs }) => endMs > startMs);
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
/** CAL-8: whom a message to a role reaches, and when that changes: the handover is in the list, so no device has to be there for it. */
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
 * `holder` beside the act. Only the first who takes it counts; nobody but who asked gives or withdraws. `holderAt`: who has that date now. Whoever had it
 * when it was asked for follows from what was given since: who got it asks for it again, and nobody makes herself its holder of before.
 */
export function swapsOf(event: Pick<FoldedEvent, 'swaps'>, holderAt: (at: string) => UserId | undefined): readonly Swap[] {
  const told = new Map<string, Swap>();
  const steps: { readonly word: 'ask' | 'give'; readonly request: string }[] = [];
  for (const { id, author, word, request = '', to, at = '', comment } of event.swaps) {
    if (word === 'ask') {
      told.set(id, { request: id, at, by: author, to, comment, phase: 'asked', taker: undefined });
      steps.push({ word, request: id });
      continue;
    }
    const asked = told.get(request);
    const next = asked && afterWord(asked, word, author);
    if (next === undefined) continue;
    told.set(request, next);
    if (word === 'give') steps.push({ word, request });
  }
  const holders = new Map<string, UserId | undefined>();
  const counted = new Set<string>();
  for (const { word, request } of steps.reverse()) {
    const swap = told.get(request);
    if (swap === undefined) continue;
    const holder = holders.has(swap.at) ? holders.get(swap.at) : holderAt(swap.at);
    const isGiven = word === 'give' && holder === swap.taker;
    holders.set(swap.at, isGiven ? swap.by : holder);
    if (word === 'ask' && holder === swap.by) counted.add(request);
  }
  return [...told.values()].filter(({ request }) => counted.has(request));
}
/** Undefined: this word is not hers to say, or not any more. */
function afterWord(asked: Swap, word: Exclude<SwapWord, 'ask'>, author: UserId): Swap | undefined {
  const isOwn = author === asked.by;
  const isAskedOf = !isOwn && (asked.to === undefined || asked.to === author);
  if (word === 'take') return asked.phase === 'asked' && isAskedOf ? { ...asked, phase: 'taken', taker: author } : undefined;
  if (word === 'refuse') return asked.phase === 'asked' && asked.to === author ? { ...asked, phase: 'refused' } : undefined;
  if (word === 'give') return asked.phase === 'taken' && isOwn ? { ...asked, phase: 'given' } : undefined;
  return asked.phase !== 'given' && isOwn ? { ...asked, phase: 'withdrawn', taker: undefined } : undefined;
}
