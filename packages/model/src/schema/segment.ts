/**
 * A segment (DOC-1, DOC-2): the Automerge document that holds one ISO week (UTC) of a conversation. Its root change is deterministic:
 * two devices that never met make identical bytes, and their documents merge without conflict. THE ROOT IS FROZEN: another key order,
 * another time or another actor is another document (test/vectors/segment-root).
 */
import { change, type Doc, init, save } from '@automerge/automerge/slim';
import type { Bytes } from '../bytes.ts';

export const MESSAGE_SEGMENT_KIND = 'messages';
/** Automerge's in-memory form: a type and not an interface, because documents are index-signature objects. */
export type SegmentDocument = { m: Record<string, Uint8Array> };

/** `actorHex`: 16 bytes derived from the log id. */
export function makeSegmentRoot(actorHex: string): { readonly bytes: Bytes; readonly doc: Doc<SegmentDocument> } {
  const doc = change(init<SegmentDocument>({ actor: actorHex }), { time: 0 }, (draft) => {
    draft.m = {};
  });
  return { bytes: new Uint8Array(save(doc)), doc };
}

/** The one document of a group's settings (DOC-12). */
export const GROUP_SETTINGS = { kind: 'group', segment: 'settings' } as const;
/** The one document of what a person wants for herself, in her private space (DOC-13). */
export const OWN_SETTINGS = { kind: 'own', segment: 'settings' } as const;
/** The one document of what the members of a space show of themselves there (DOC-16). */
export const PORTRAITS = { kind: 'portraits', segment: 'settings' } as const;
const SINGLE: ReadonlySet<string | undefined> = new Set([GROUP_SETTINGS.kind, OWN_SETTINGS.kind, PORTRAITS.kind]);
/** Events of a calendar (CAL-2): those that happen once by the month in which they were planned, those that recur by the year. */
export const CALENDAR_KIND = 'calendar';
const CALENDAR_SEGMENT = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2]|series)$/;
export const isCalendarSegment = (text: string): boolean => CALENDAR_SEGMENT.test(text);

/** Kinds that this version keeps as documents; logs of others are kept in step and not opened. */
export function isDocument(kind: string | undefined, segment: string | undefined): boolean {
  if (SINGLE.has(kind)) return segment === GROUP_SETTINGS.segment;
  if (kind === CALENDAR_KIND) return isCalendarSegment(segment ?? '');
  return kind === MESSAGE_SEGMENT_KIND && isIsoWeek(segment ?? '');
}

const DAY_MS = 86_400_000;

/** ISO 8601 week in UTC: "2026-W47". Weeks begin on Monday; the first holds the year's first Thursday. */
export function isoWeek(atMs: number): string {
  const date = new Date(atMs);
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3));
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** When an ISO week is over (UTC), milliseconds. */
export function weekEndMs(week: string): number {
  // The fourth of January is always in the first week.
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  return monday + Number(week.slice(6)) * 7 * DAY_MS;
}
/** POLICY-10: kept for so many weeks after its own; 0: for ever. */
export const isWeekExpired = (week: string, keptWeeks: number, nowMs: number): boolean =>
  keptWeeks > 0 && isIsoWeek(week) && weekEndMs(week) + keptWeeks * 7 * DAY_MS <= nowMs;

const WEEK = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/;
export const isIsoWeek = (text: string): boolean => WEEK.test(text);
