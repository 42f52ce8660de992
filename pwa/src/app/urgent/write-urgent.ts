/** An urgent message to a colleague from her card: her conversation opens and asks at once whom it is for and who is told if nobody answers. */
import type { Person } from '@sanad/model/engine/api';
import { useWriteTo } from '../use-write-to.ts';

/** In the history of the browser and in no address: no link can begin an urgent message. */
const begun = { urgent: true } as const;
export const beginsUrgent = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'urgent' in state && state.urgent === true;

export function useWriteUrgentTo(): (person: Person) => Promise<void> {
  const writeTo = useWriteTo();
  return (person) => writeTo(person, begun);
}
