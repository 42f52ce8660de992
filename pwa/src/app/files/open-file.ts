/** The content of a file of a message, as the page uses it: a Blob to show, or one to save outside. */
import type { AttachmentRow, EngineApi, FileError } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import type { Result } from '@sanad/model/result';
import type { Remote } from 'comlink';

/** The message that carries a file. */
export interface Carrier {
  readonly conversation: SpaceId;
  readonly message: MessageId;
}

/** Pictures are told by what they hold: of the small copy and the thumbnail the message does not say it. */
export async function openFile(
  api: Remote<EngineApi>,
  { conversation, message }: Carrier,
  file: Pick<AttachmentRow, 'file' | 'type'>,
  options: { readonly small?: boolean; readonly again?: boolean } = {},
): Promise<Result<Blob, FileError>> {
  const opened = await api.openFile(conversation, message, file.file, options);
  if (!opened.ok) return opened;
  return { ok: true, value: new Blob([...opened.value], { type: options.small ? 'image/webp' : shownType(file.type) }) };
}

/**
 * Under which type a Blob may stand at an address of this origin. Never one that a browser renders as a page: whatever a sender says, the rest are
 * bytes to be saved.
 */
export const shownType = (type: string): string =>
  /^(?:image\/(?:jpeg|png|webp|gif|avif|heic)|audio\/[\w.+-]+|video\/(?:mp4|webm)|application\/pdf)$/.test(type)
    ? type
    : 'application/octet-stream';

/** Long enough for a browser that asks where to save it. */
const savingMs = 60_000;

/** `name`: as the engine hands it over, made safe (model/schema/attachment.ts). */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(
    blob.type === 'application/octet-stream' ? blob : new Blob([blob], { type: 'application/octet-stream' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), savingMs);
}
