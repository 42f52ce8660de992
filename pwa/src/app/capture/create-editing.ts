/** A picture that is opened on the thread of pictures, what was done to it, and the new one that is made of that. For whoever shows tools. */
import type { Result } from '@sanad/model/result';
import { createEffect, createResource, createSignal, onCleanup } from 'solid-js';
import { type History, startHistory } from '../../platform/photo-edits/edits.ts';
import type { MadePicture } from '../../platform/photo-edits/make-picture.ts';
import type { PictureError } from '../../platform/photo-edits/open-picture.ts';
import type { PictureOnPage } from '../../platform/photo-edits/photo-edits.ts';
import { startPicturesThread } from '../files/pictures-thread.ts';

/** `begin`: what stands before anybody does anything. */
export function createEditing(file: () => Blob, begin: (picture: PictureOnPage) => History = startHistory) {
  const thread = startPicturesThread();
  onCleanup(thread.end);
  const [opened] = createResource(
    file,
    async (from): Promise<Result<PictureOnPage, PictureError>> => thread.api.openPicture(from),
  );
  const picture = (): PictureOnPage | undefined => {
    const now = opened();
    return now?.ok ? now.value : undefined;
  };
  const failure = (): PictureError | undefined => {
    const now = opened();
    return now === undefined || now.ok ? undefined : now.error;
  };
  const [history, setHistory] = createSignal(startHistory({ width: 1, height: 1 }));
  const [isBusy, setBusy] = createSignal(false);
  const [hasFailed, setFailed] = createSignal(false);
  createEffect(() => {
    const now = picture();
    if (now === undefined) return;
    setHistory(begin(now));
    onCleanup(() => now.copy.close());
  });
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });
  const make = async (done: (made: MadePicture) => void): Promise<void> => {
    if (picture() === undefined || isBusy()) return;
    setFailed(false);
    setBusy(true);
    const made = await thread.api.makePicture(history().now);
    if (isOver) return;
    setBusy(false);
    if (made === undefined) setFailed(true);
    else done(made);
  };
  return { isLoading: () => opened.loading, picture, failure, history, setHistory, isBusy, hasFailed, make };
}
