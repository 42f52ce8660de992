/** What a file of another calendar could not bring along (CAL-10), without the library that reads it: screens name the reasons. */
/** Why something is not there, or not as it was. */
export const SKIP_REASONS = [
  'unreadable',
  'no-start',
  'rule',
  'zone',
  'floating',
  'too-long',
  'date',
  'too-many',
  'twice',
  'not-an-event',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];
/** `isLost`: the event itself is not there; otherwise it is, without that. */
export interface Skipped {
  readonly reason: SkipReason;
  readonly title: string;
  readonly isLost: boolean;
}
