/** Files of events (CAL-20): attached to the event as a whole, one act each; they leave, rest and are fetched like those of messages (FILE). */
import type { FoldedEvent } from '../../calendar/fold-event.ts';
import type { FileId } from '../../ids.ts';
import { err } from '../../result.ts';
import { type Attachment, maxThumbnailBytes } from '../../schema/attachment-values.ts';
import { type EventChange, maxEventAttachments } from '../../schema/event-values.ts';
import type { CommandError } from '../api-result.ts';

/** All that somebody may open by it: also what stands on one date, or from one on. */
export function filesOfEvent({ base, eras, overrides }: FoldedEvent): readonly Attachment[] {
  const all = [base, ...eras, ...overrides.values()].flatMap(({ files }) => [...files.values()]);
  return all.flatMap((file) => file ?? []);
}
export const fileOf = (event: FoldedEvent, file: FileId): Attachment | undefined =>
  filesOfEvent(event).find((one) => one.file === file);

const noFields = { fields: {}, invited: new Map(), at: undefined, following: false } as const;
/** One change each: none of them is larger than what a log takes. */
export const attachChanges = (event: FoldedEvent, attachments: readonly Attachment[]): readonly EventChange[] =>
  attachments.map((file) => ({ ...noFields, files: new Map([[file.file, file]]), builds: event.heads }));
export const detachChange = (event: FoldedEvent, file: FileId): EventChange => ({
  ...noFields,
  files: new Map([[file, null]]),
  builds: event.heads,
});

/** Undefined: there is room for them. */
export function refusedFiles(event: FoldedEvent, attachments: readonly Attachment[]) {
  const isTooMany = filesOfEvent(event).length + attachments.length > maxEventAttachments;
  const isTooLarge = attachments.some(({ image }) => (image?.thumbnail.length ?? 0) > maxThumbnailBytes);
  return isTooMany || isTooLarge ? err<CommandError>({ type: 'file-refused', reason: 'too-many' }) : undefined;
}
