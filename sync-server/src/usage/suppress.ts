/**
 * Which numbers of a row may be told (USAGE-3, USAGE-4), pure. A row is one total and its parts. Told is no part that counts fewer than five,
 * or that fewer than five people made; and what the told parts leave of the total is again no less than five, of five people, of more than one
 * part: otherwise the smallest told part is kept back too.
 */
import { smallestCount } from '@sanad/model/wire/usage';

export interface Part {
  readonly key: string;
  readonly count: number;
  /** Who made it, or whom it concerns. */
  readonly people: number;
}
export interface Told {
  readonly parts: ReadonlySet<string>;
  readonly total: boolean;
}

/** `parts` are all there are, also those that count nothing: that a part is nothing is a number below five as well. */
export function suppress(parts: readonly Part[], together: Together = sumOf): Told {
  const told = parts.filter(mayBeTold).sort((a, b) => a.count - b.count || (a.key < b.key ? -1 : 1));
  const kept = parts.filter((part) => !mayBeTold(part));
  while (kept.length > 0 && !hides(kept, together)) {
    const [smallest] = told.splice(0, 1);
    if (smallest === undefined) return { parts: new Set(), total: false };
    kept.push(smallest);
  }
  return { parts: new Set(told.map(({ key }) => key)), total: parts.length > 0 };
}

const mayBeTold = ({ count, people }: Part): boolean => count >= smallestCount && people >= smallestCount;

/** What is left of the total says of none of these how much it is. */
function hides(kept: readonly Part[], together: Together): boolean {
  const [counts, people] = [kept.map(({ count }) => count), kept.map((part) => part.people)];
  return kept.length > 1 && sumOf(counts) >= smallestCount && together(people) >= smallestCount;
}

/** How many people several parts are of. */
type Together = (people: readonly number[]) => number;
const sumOf: Together = (numbers) => numbers.reduce((sum, one) => sum + one, 0);
/** Where somebody may be in several parts: no fewer than in the largest. */
export const largestOf: Together = (numbers) => Math.max(0, ...numbers);
