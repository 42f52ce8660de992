/** What people do with files (FILE-1 … FILE-7). */
import type { FileId, MessageId, SpaceId } from '../../ids.ts';
import { err, ok } from '../../result.ts';
import type { Attachment } from '../../schema/attachment-values.ts';
import { decodeDetails } from '../../schema/message.ts';
import { megabyte } from '../../wire/policy.ts';
import type { FileError, FilesApi } from '../api-files.ts';
import type { PortraitApi } from '../api-portraits.ts';
import type { CommandError } from '../api-result.ts';
import { fileOf } from '../calendar/event-files.ts';
import { type Found, findMessage } from '../find-message.ts';
import { stateOfMessage } from '../message-acts.ts';
import type { Session } from '../session.ts';

export type FileCommands = Omit<FilesApi, 'onLibrary'> & Omit<PortraitApi, 'onPortraits'>;

export function makeFileCommands(session: () => Session | undefined): FileCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const unknown = err<FileError>({ type: 'unknown' });

  return {
    async attachFile(conversation, file) {
      const open = session();
      if (open === undefined) return notReady;
      const refusal = open.groupViews.refusal(conversation);
      if (refusal !== undefined) return err({ type: refusal });
      const space = open.spaces.get(conversation);
      if (space === undefined) return err({ type: 'unknown-conversation' });
      // ORG-10: before anything is sealed.
      const signed = open.people.organisation()?.policy?.files;
      const maxContentBytes = signed && signed.maxMb * megabyte;
      if (maxContentBytes !== undefined && file.source.size > maxContentBytes)
        return err({ type: 'file-refused', reason: 'too-large', maxContentBytes });
      // TRUST-4: nothing goes ahead of a message that waits for somebody's identity to be accepted.
      return open.files.attach(conversation, file, open.identities.unacceptedIn(space).length === 0);
    },
    async dropFile(file) {
      const open = session();
      if (open === undefined) return notReady;
      const left = await open.outbox.leaveOut(file);
      return left.ok ? open.files.drop(file) : left;
    },
    async openFile(conversation, message, file, { small = false, again = false } = {}) {
      const open = session();
      const attachment = open && (await attachmentIn(open, conversation, message, file));
      if (open === undefined || attachment === undefined) return unknown;
      const asked = again ? await open.files.askAgain(message, attachment) : ok(undefined);
      if (!asked.ok) return asked;
      const sealed = (small ? attachment.image?.small : undefined) ?? attachment;
      return open.files.open({ space: conversation, message, sealed });
    },
    pauseFile: async (file) => session()?.files.pause(file, true) ?? notReady,
    resumeFile: async (file) => session()?.files.pause(file, false) ?? notReady,
    async markFiled(conversation, message, file) {
      const open = session();
      const found = open && (await findMessage(open, conversation, message));
      if (open === undefined || found === undefined || shown(found, file) === undefined) return notReady;
      return open.outbox.act(conversation, [
        { act: { kind: 'filed', target: message, value: { file } }, document: found.document },
      ]);
    },
    async removeFile(conversation, message, file) {
      const open = session();
      const found = open && (await findMessage(open, conversation, message));
      const attachment = found && shown(found, file);
      if (open === undefined || found === undefined || attachment === undefined) return notReady;
      const isMine = found.message.author === open.identity.user;
      if (!isMine && open.groupViews.group(conversation)?.admin !== true) return err({ type: 'not-allowed' });
      return open.files.remove(conversation, attachment);
    },
    async storageUse() {
      const uses = session()?.files.storageUse();
      return uses === undefined ? notReady : ok(uses);
    },
    freeSpace: async (conversation) => session()?.files.freeSpace(conversation) ?? notReady,
    openPortrait: async (user) => session()?.portraits.open(user) ?? unknown,
    setPortrait: async (picture) => session()?.portraits.set(picture) ?? notReady,
  };
}

/** Undefined: it does not carry it, or was recalled. */
function shown({ message, acts }: Found, file: FileId): Attachment | undefined {
  if (stateOfMessage(message, acts).recalledAtMs !== undefined) return undefined;
  return message.details.attachments?.find((one) => one.file === file);
}
async function attachmentIn(open: Session, space: SpaceId, id: MessageId, file: FileId): Promise<Attachment | undefined> {
  const waiting = open.outbox.pending(space).find((row) => row.id === id && row.act === undefined);
  if (waiting !== undefined) return decodeDetails(waiting.details, waiting.text).attachments?.find((one) => one.file === file);
  // CAL-20: what is named may be an event.
  const event = await open.calendars.store.event(space, id);
  if (event !== undefined) return fileOf(event.event, file);
  const found = await findMessage(open, space, id);
  return found && shown(found, file);
}
