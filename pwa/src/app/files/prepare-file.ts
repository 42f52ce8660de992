/** A chosen file on its way into a message: pictures are drawn anew on a thread of their own, everything else goes as it is. */
import type { Consent, NewFile, VoiceFacts } from '@sanad/model/engine/api';
import { type PicturesThread, startPicturesThread } from './pictures-thread.ts';

export interface ChosenFile {
  readonly blob: Blob;
  readonly name: string;
  /** Of a photo that was taken here. */
  readonly consent?: Consent | undefined;
  /** It was recorded here. */
  readonly voice?: VoiceFacts | undefined;
}
export type FileFault = 'empty' | 'too-many-pixels' | 'unreadable';
export type PreparedFile =
  /** `isAsIs`: it looks like a picture and could not be read, so nothing was taken out of it. */
  | { readonly kind: 'ready'; readonly file: NewFile; readonly isAsIs: boolean }
  | { readonly kind: 'refused'; readonly why: FileFault };

export interface FilePreparer {
  prepare(chosen: ChosenFile): Promise<PreparedFile>;
  /** When what was asked for is done. */
  end(): void;
}

/** The thread starts with the first picture. One at a time: two of fifty megapixels are too much for a phone. */
export function createFilePreparer(): FilePreparer {
  let running: PicturesThread | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const prepare = async ({ blob, name, consent, voice }: ChosenFile): Promise<PreparedFile> => {
    if (blob.size === 0) return { kind: 'refused', why: 'empty' };
    // A file that was moved or changed since it was chosen, or that is a folder.
    if (!(await isReadable(blob))) return { kind: 'refused', why: 'unreadable' };
    if (voice !== undefined) return { kind: 'ready', file: { source: blob, name, type: blob.type, voice }, isAsIs: false };
    running ??= startPicturesThread();
    const made = await running.api.preparePicture(blob);
    if (made.kind === 'refused') return { kind: 'refused', why: made.why };
    if (made.kind === 'document')
      return { kind: 'ready', file: { source: blob, name, type: blob.type }, isAsIs: made.why === 'unreadable' };
    const { full, small, thumbnail, width, height } = made;
    const image = { width, height, thumbnail, consent, ...(small && { small: { source: small } }) };
    return { kind: 'ready', file: { source: full, name: nameFor(name, full.type), type: full.type, image }, isAsIs: false };
  };
  return {
    prepare: (chosen) => {
      const next = last.then(() => prepare(chosen));
      last = next.catch(() => undefined);
      return next;
    },
    end: () =>
      void last.then(() => {
        running?.end();
        running = undefined;
      }),
  };
}

const isReadable = (blob: Blob): Promise<boolean> =>
  blob
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/** The name of before with the ending of what it is now. */
export function nameFor(name: string, type: string): string {
  const ending = ENDINGS[type];
  if (ending === undefined) return name;
  const same = ending === 'jpg' ? /\.jpe?g$/i : new RegExp(`\\.${ending}$`, 'i');
  return same.test(name) ? name : `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.${ending}`;
}
