/** What a pending row says of itself (SYNC-5): whether it may leave, where it goes, what it carries. */
import type { FileId } from '../ids.ts';
import { decodeAct, encodeAct } from '../schema/act.ts';
import { filesOf, safeFileName, safeMediaType } from '../schema/attachment.ts';
import { type Attachment, maxAttachments, maxThumbnailsBytes, type SealedFile } from '../schema/attachment-values.ts';
import type { EventChange } from '../schema/event-values.ts';
import { decodeDetails, encodeDetails, type MessageDetails } from '../schema/message.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { CommandError } from './api.ts';
import type { PendingRow } from './records.ts';
import { leavesUntilMs } from './urgent-plan.ts';

/** URGENT-6: too old to ring by itself. */
export function isTooLate({ leavesLate, priority, sentAtMs, details, text }: PendingRow, nowMs: number): boolean {
  if (leavesLate === true || priority !== 'urgent') return false;
  const plan = decodeDetails(details, text).urgent;
  // A copy rings nobody: whoever is rung has to have it, however late.
  return plan?.standBy !== true && nowMs > leavesUntilMs(sentAtMs, plan);
}
/** And it can still be changed: it waits for a word of its sender. */
export const isExpired = (row: PendingRow, nowMs: number): boolean => row.entered === undefined && isTooLate(row, nowMs);

/** An act that another version wrote and this one does not know is kept, passed over and never becomes a message. */
export const isReadable = ({ act }: PendingRow): boolean => act === undefined || decodeAct(act) !== undefined;
/** The files of a message; of a change of an event, those that it brings (CAL-20); a portrait (DOC-16). */
export function attachmentsOf({ act, details, text }: Pick<PendingRow, 'act' | 'details' | 'text'>): readonly Attachment[] {
  if (act === undefined) return details === undefined ? [] : (decodeDetails(details, text).attachments ?? []);
  const said = decodeAct(act);
  if (said?.kind === 'portrait') return said.value === null ? [] : [portraitFile(said.value)];
  return said?.kind === 'event' ? broughtBy(said.value) : [];
}
export const portraitFile = (portrait: SealedFile): Attachment => ({
  ...portrait,
  ...{ name: safeFileName(''), type: safeMediaType(''), image: undefined, voice: undefined },
});
export const broughtBy = ({ files }: Pick<EventChange, 'files'>): readonly Attachment[] =>
  [...files.values()].flatMap((file) => file ?? []);
/** And the small pictures beside it. */
export const carried = (row: PendingRow): readonly FileId[] =>
  attachmentsOf(row).flatMap((one) => filesOf(one).map(({ file }) => file));
/** Undefined: nothing is left of it. */
export function withoutFile(row: PendingRow, file: FileId): PendingRow | undefined {
  const said = row.act && decodeAct(row.act);
  if (said?.kind === 'portrait') return undefined;
  if (said?.kind === 'event') {
    const files = new Map([...said.value.files].filter(([one]) => one !== file));
    const { fields, invited } = said.value;
    const isNothing = files.size + invited.size + Object.keys(fields).length === 0;
    return isNothing ? undefined : { ...row, act: encodeAct({ ...said, value: { ...said.value, files } }) };
  }
  const details = decodeDetails(row.details, row.text);
  const left = details.attachments?.filter((one) => one.file !== file);
  const isNothing = left?.length === 0 && row.text === '';
  return isNothing ? undefined : { ...row, details: encodeDetails({ ...details, attachments: left }) };
}
export function tooMany({ attachments = [] }: MessageDetails): CommandError | undefined {
  const thumbnails = attachments.reduce((sum, { image }) => sum + (image?.thumbnail.length ?? 0), 0);
  const isTooMany = attachments.length > maxAttachments || thumbnails > maxThumbnailsBytes;
  return isTooMany ? { type: 'file-refused', reason: 'too-many' } : undefined;
}
export const nameOf = (row: PendingRow): string => `${documentOf(row).kind} ${documentOf(row).segment}`;

/** A message goes into the week when it was sent; an act goes where its target is. */
export const documentOf = ({ document, sentAtMs }: PendingRow): NonNullable<PendingRow['document']> =>
  document ?? { kind: MESSAGE_SEGMENT_KIND, segment: isoWeek(sentAtMs) };
export function isSameDocument(a: PendingRow, b: PendingRow): boolean {
  const [first, second] = [documentOf(a), documentOf(b)];
  return first.kind === second.kind && first.segment === second.segment;
}
