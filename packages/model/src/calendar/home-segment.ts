/** In which document of its calendar an event is planned, and stays (CAL-2). */

import type { EventFields } from '../schema/event-values.ts';
import { CALENDAR_KIND } from '../schema/segment.ts';

export interface CalendarDocument {
  readonly kind: typeof CALENDAR_KIND;
  readonly segment: string;
}

export function homeOf({ start, rule = '', dates = [] }: Partial<EventFields> & Pick<EventFields, 'start'>): CalendarDocument {
  const date = 'date' in start ? start.date : start.local;
  const isSeries = rule !== '' || dates.length > 0;
  return { kind: CALENDAR_KIND, segment: isSeries ? `${date.slice(0, 4)}-series` : date.slice(0, 7) };
}
