/**
 * Announcements (ANNOUNCE-1 … ANNOUNCE-9): what the administration, or the head of a unit, tells everybody there. Not end-to-end encrypted: the
 * server reads them. It cannot invent or change one: each is a statement that a device of its sender signed, and every device checks it.
 */
import * as v from 'valibot';
import { hasUnseen } from '../unseen.ts';
import { base64Field, countField, deviceIdField, hashBytes, lineField, unitIdField, userIdField } from './fields.ts';
import type { Role } from './organisation-chain.ts';
import { Statement } from './statement.ts';

export const maxAnnouncementBytes = 16 * 1024;
export const maxAnnouncementTitle = 120;
export const maxAnnouncementText = 2000;
export const maxAnnouncementDays = 90;
/** That hold at the same time, of everybody and of all units. */
export const maxOpenAnnouncements = 40;
/** With those that are over. */
export const maxAnnouncementLines = 60;
/** Groups of fewer people are told together: a count of one says who. */
export const minCountedGroup = 5;

const announcementId = v.pipe(v.string(), v.uuid(), v.toLowerCase());
/** Lines are kept; nothing that cannot be seen but them. */
const textField = v.pipe(
  v.string(),
  v.maxLength(maxAnnouncementText * 2),
  v.transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()),
  v.minLength(1),
  v.maxLength(maxAnnouncementText),
  v.check((text) => !hasUnseen(text.replaceAll('\n', ' '))),
);

export const Announcement = v.strictObject({
  v: v.literal(1),
  id: announcementId,
  organisation: base64Field(hashBytes),
  atMs: countField,
  untilMs: countField,
  /** Absent: to everybody. With what stands below it, and its name when this was written. */
  to: v.optional(v.strictObject({ unit: unitIdField, name: v.pipe(lineField(80), v.minLength(1)) })),
  title: v.pipe(lineField(maxAnnouncementTitle), v.minLength(1)),
  text: textField,
  /** It asks to be acknowledged. */
  asks: v.boolean(),
  signer: v.strictObject({ user: userIdField, device: deviceIdField, chainN: countField }),
});
export type Announcement = v.InferOutput<typeof Announcement>;

/** ANNOUNCE-1: a head of unit speaks to a unit; to which of them the server alone knows. */
export const mayAnnounce = (role: Role, { to }: Pick<Announcement, 'to'>): boolean =>
  role === 'administrator' || (role === 'unit_head' && to !== undefined);

/** GET /announcements: those that hold and are for whoever asks, newest first. */
export const Announcements = v.object({
  announcements: v.pipe(
    v.array(v.object({ statement: Statement, acknowledged: v.boolean() })),
    v.maxLength(maxOpenAnnouncements),
  ),
});
export type Announcements = v.InferOutput<typeof Announcements>;

/** GET /announcements/waiting (ANNOUNCE-9). `device`: of whom it says so, the one of this session (AUTH-11). */
export const AnnouncementsWaiting = v.object({ device: v.optional(deviceIdField), waiting: v.boolean() });
export type AnnouncementsWaiting = v.InferOutput<typeof AnnouncementsWaiting>;

/** POST /admin/announcements. */
export const SendAnnouncement = v.strictObject({ statement: Statement });

export const AnnouncementLine = v.object({
  announcement: announcementId,
  title: v.string(),
  text: v.string(),
  sender: v.optional(v.string()),
  /** Absent: everybody. */
  unit: v.optional(v.string()),
  atMs: countField,
  untilMs: countField,
  endedAtMs: v.optional(countField),
  asks: v.boolean(),
  /** Whom it is for now, whose devices have it, and who acknowledged it. */
  people: countField,
  told: countField,
  acknowledged: countField,
  /** Of those that hold, the same by unit; without `unit`: small ones and people of none, together. */
  units: v.array(v.object({ unit: v.optional(v.string()), people: countField, told: countField, acknowledged: countField })),
});
export type AnnouncementLine = v.InferOutput<typeof AnnouncementLine>;
/** GET /admin/announcements: those that hold, then those that are over; of a head of unit those of her unit. */
export const AnnouncementLines = v.object({
  announcements: v.pipe(v.array(AnnouncementLine), v.maxLength(maxAnnouncementLines)),
});
export type AnnouncementLines = v.InferOutput<typeof AnnouncementLines>;
