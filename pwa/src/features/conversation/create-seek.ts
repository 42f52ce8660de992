/**
 * Goes to a line that may not be loaded yet: asks for older messages until it is there, the time before it is reached, nothing older
 * is left, or enough was asked for.
 */
import type { ThreadRow } from '@sanad/model/engine/api';
import type { MessageId } from '@sanad/model/ids';
import { createEffect, createSignal, on, untrack } from 'solid-js';
import { timeOf } from './thread-items.ts';

export type Target =
  | { readonly kind: 'message'; readonly id: MessageId; readonly sentAtMs: number }
  | { readonly kind: 'date'; readonly atMs: number };

interface SeekDep {
  readonly window: () => {
    readonly order: readonly string[];
    readonly byId: Readonly<Record<string, ThreadRow | undefined>>;
    readonly hasOlder: boolean;
  };
  readonly older: (step: number) => void;
  readonly found: (target: Target) => void;
  readonly missing: (target: Target) => void;
}

const firstStep = 200;
/** Each step asks for twice as many: enough for years, and an end for a thread that never answers. */
const maxSteps = 8;
/** Clocks of two devices differ. */
const toleranceMs = 24 * 3600_000;

export function createSeek(dep: SeekDep) {
  const [target, setTarget] = createSignal<Target>();
  let steps = 0;
  let askedAt = -1;

  const look = () => {
    const wanted = target();
    const { order, byId, hasOlder } = dep.window();
    if (wanted === undefined) return;
    const end = (tell: (target: Target) => void) => {
      setTarget(undefined);
      tell(wanted);
    };
    if (wanted.kind === 'message' && order.includes(wanted.id)) return end(dep.found);
    const oldest = order.map((id) => byId[id]).find((row) => row !== undefined && row.type !== 'event');
    const oldestMs = oldest === undefined ? Number.POSITIVE_INFINITY : timeOf(oldest);
    if (wanted.kind === 'date' && oldestMs <= wanted.atMs) return end(dep.found);
    const isPassed = wanted.kind === 'message' && oldestMs < wanted.sentAtMs - toleranceMs;
    if (!hasOlder || isPassed || steps >= maxSteps) return end(dep.missing);
    // What was asked for has not come yet.
    if (askedAt === order.length) return;
    askedAt = order.length;
    dep.older(firstStep * 2 ** steps);
    steps += 1;
  };
  createEffect(on([target, () => dep.window()], () => untrack(look)));

  return {
    target,
    go: (next: Target) => {
      steps = 0;
      askedAt = -1;
      setTarget(next);
    },
  };
}
