/** The views of the calendar, and what those of hours are given. */
import type { OccurrenceRow } from '@sanad/model/engine/api';

export const VIEWS = ['month', 'week', 'day', 'agenda'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface ViewProps {
  /** The day that the view is about: `2026-10-13`. */
  readonly date: string;
  /** IANA zone of who looks. */
  readonly zone: string;
  /** Of the view's range, in order of their start. A row keeps its object while it stays the same. */
  readonly rows: readonly OccurrenceRow[];
  /** Another day, in this view or another one. */
  readonly onDate: (date: string, view?: ViewName) => void;
}
