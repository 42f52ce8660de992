/** The tree as lines that stand below one another, and where a key leads in it (ARIA Authoring Practices, "tree"). Pure. */
import type { AdminUnit } from '../../../../app/admin/ask.ts';
import { fold } from '../../../../app/fold.ts';
import type { Branch } from './unit-tree.ts';

export interface TreeLine {
  readonly unit: AdminUnit;
  /** From 1. */
  readonly level: number;
  /** Among how many it is the how-manieth, from 1. */
  readonly place: number;
  readonly siblings: number;
  /** Undefined: nothing is below it. */
  readonly isOpen: boolean | undefined;
  /** In it and below it. */
  readonly people: number;
}

/** What is not below something `folded`. */
export const linesOf = (branches: readonly Branch[], folded: ReadonlySet<string>, level = 1): readonly TreeLine[] =>
  branches.flatMap(({ unit, below, people }, i) => {
    const isOpen = below.length === 0 ? undefined : !folded.has(unit.unit);
    const line = { unit, level, place: i + 1, siblings: branches.length, isOpen, people };
    return isOpen === true ? [line, ...linesOf(below, folded, level + 1)] : [line];
  });

export type TreeStep = { readonly type: 'go'; readonly to: number } | { readonly type: 'fold' | 'unfold'; readonly unit: string };

/** Undefined: the key means nothing here. Arrows to the side go as they point on the screen. */
export function stepAfterKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  lines: readonly TreeLine[],
  at: number,
  isRightToLeft: boolean,
): TreeStep | undefined {
  const line = lines[at];
  if (line === undefined || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const [inward, outward] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const go = (to: number): TreeStep | undefined => (to >= 0 && to < lines.length && to !== at ? { type: 'go', to } : undefined);
  switch (event.key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(lines.length - 1);
    case inward:
      if (line.isOpen === false) return { type: 'unfold', unit: line.unit.unit };
      return line.isOpen === true ? go(at + 1) : undefined;
    case outward:
      if (line.isOpen === true) return { type: 'fold', unit: line.unit.unit };
      return go(lines.findLastIndex(({ level }, i) => i < at && level < line.level));
    default:
      return event.key.length === 1 && event.key !== ' ' ? go(nextNamed(lines, at, fold(event.key))) : undefined;
  }
}

/** The next line after this one, and over the end, whose name begins so; -1: none. */
function nextNamed(lines: readonly TreeLine[], at: number, start: string): number {
  const begins = ({ unit }: TreeLine): boolean => fold(unit.name).startsWith(start);
  const after = lines.findIndex((line, i) => i > at && begins(line));
  return after === -1 ? lines.findIndex(begins) : after;
}
