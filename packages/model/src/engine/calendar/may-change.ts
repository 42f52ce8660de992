import type { EventStatement } from '../../calendar/fold-event.ts';
import type { SpaceView } from '../space-rows.ts';

/** DOC-12: where administrators alone write, who was one then; answers and swaps are everybody's. */
export const mayChange = (space: SpaceView, { kind, author, sentAtMs }: EventStatement): boolean =>
  kind !== 'event' ||
  space.records === 0 ||
  (space.admins ?? []).some(([user, , until]) => user === author && (until === undefined || sentAtMs <= until));
