/** What screens may ask about announcements (ANNOUNCE): what the administration, or the head of a unit, tells everybody there. */
import type { UnitId } from '../ids.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';
import type { Person } from './api-rows.ts';

export interface AnnouncementRow {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly atMs: number;
  readonly untilMs: number;
  /** It asks to be acknowledged; otherwise it is put away by the same act. */
  readonly asks: boolean;
  /** The unit that it is for; undefined: everybody. */
  readonly unit: string | undefined;
  readonly sender: Person | undefined;
  readonly acknowledged: boolean;
}

/** `days`: for how long it is shown. */
export interface AnnouncementForm {
  readonly title: string;
  readonly text: string;
  readonly asks: boolean;
  readonly to?: { readonly unit: UnitId; readonly name: string } | undefined;
  readonly days: number;
}

export interface AnnouncementApi {
  /** View: those that hold, newest first; also without a network. */
  onAnnouncements(listener: (rows: readonly AnnouncementRow[]) => void): Promise<Unsubscribe>;
  /** Also without a network. */
  acknowledgeAnnouncement(id: string): CommandResult<void>;
  /** Online. Not end-to-end encrypted: the server reads it. */
  sendAnnouncement(form: AnnouncementForm): CommandResult<void>;
}
