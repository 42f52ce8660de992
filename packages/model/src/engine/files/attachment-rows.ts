/** Files as screens see them: what opens them stays in the engine. */
import type { FileId } from '../../ids.ts';
import { filesOf } from '../../schema/attachment.ts';
import type { Attachment, ImageFacts } from '../../schema/attachment-values.ts';
import type { AttachmentRow, FilePlace, Transfer } from '../api-files.ts';
import type { MessageState } from '../message-acts.ts';
import { type FileRow, type FileRows, isHere } from './file-rows.ts';

export interface AttachmentRows {
  of(attachments: readonly Attachment[] | undefined, filed?: MessageState['filed']): readonly AttachmentRow[];
}
export interface AttachmentRowParts {
  readonly rows: Pick<FileRows, 'get'>;
  /** In memory: bytes at the server, and what goes on now. */
  readonly done: (file: FileId) => number;
  readonly isSending: (file: FileId) => boolean;
  readonly isComing: (file: FileId) => boolean;
}

export function makeAttachmentRows({ rows, done, isSending, isComing }: AttachmentRowParts): AttachmentRows {
  function placeOf(row: FileRow | undefined): FilePlace {
    if (row === undefined) return 'remote';
    if (isHere(row)) return 'local';
    if (row.state === 'partial') return isComing(row.file) ? 'coming' : 'remote';
    return row.state === 'gone' ? 'gone' : 'unsent';
  }

  function transferOf(parts: readonly FileRow[]): Transfer | undefined {
    const open = parts.filter(({ state }) => state === 'attached' || state === 'reserved' || state === 'refused');
    if (open.length === 0) return undefined;
    const refused = open.find(({ state }) => state === 'refused');
    const atServer = ({ file, bytes, state }: FileRow): number => (state === 'stored' ? bytes : done(file));
    return {
      done: parts.reduce((sum, row) => sum + atServer(row), 0),
      of: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      state: stateOf(open, refused),
      ...(refused?.code === undefined ? {} : { code: refused.code }),
    };
  }
  function stateOf(open: readonly FileRow[], refused: FileRow | undefined): Transfer['state'] {
    if (refused !== undefined) return 'refused';
    if (open.some(({ paused }) => paused === true)) return 'paused';
    return open.some(({ file }) => isSending(file)) ? 'running' : 'waiting';
  }

  return {
    of: (attachments = [], filed) =>
      attachments.map((attachment): AttachmentRow => {
        const { key: _, digest: __, image, ...facts } = attachment;
        return {
          ...facts,
          image: image && pictureOf(image),
          place: placeOf(rows.get(attachment.file)),
          transfer: transferOf(filesOf(attachment).flatMap(({ file }) => rows.get(file) ?? [])),
          filed: filed?.get(attachment.file),
        };
      }),
  };
}

const pictureOf = ({ small, ...picture }: ImageFacts): AttachmentRow['image'] => ({ ...picture, hasSmall: small !== undefined });
