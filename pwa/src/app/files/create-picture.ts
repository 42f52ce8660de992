/** A picture of a message as an address that can be shown: its thumbnail at once, then the small copy. */
import type { AttachmentRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { useEngine } from '../engine-client.ts';
import type { ShownFileError } from './file-words.ts';
import { type Carrier, openFile } from './open-file.ts';
import { usePictureCache } from './picture-cache.ts';
import { isShownPicture, thumbnailUrl } from './shown-picture.ts';

export interface ShownPicture {
  readonly url: Accessor<string>;
  readonly isSharp: Accessor<boolean>;
  readonly failure: Accessor<ShownFileError | undefined>;
}

/** `wanted`: fetch it; a blurred one is not fetched before somebody asks for it. */
export function createPicture(carrier: Carrier, row: Accessor<AttachmentRow>, wanted: Accessor<boolean>): ShownPicture {
  const { api } = useEngine();
  const cache = usePictureCache();
  const [sharp, setSharp] = createSignal(cache.find(row().file));
  const [failure, setFailure] = createSignal<ShownFileError>();
  const rough = thumbnailUrl(row().image?.thumbnail ?? new Uint8Array());
  onCleanup(() => URL.revokeObjectURL(rough));
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const load = async () => {
    const { file, image } = row();
    const opened = await openFile(api, carrier, row(), image?.hasSmall ? { small: true } : {});
    if (isGone && !opened.ok) return;
    if (!opened.ok) setFailure(opened.error);
    else if (await isShownPicture(opened.value)) setSharp(cache.keep(file, opened.value));
    else setFailure({ type: 'unreadable' });
  };
  // Removed for everybody: it is not seen from memory either.
  createEffect(() => {
    if (row().place !== 'gone') return;
    cache.forget(row().file);
    setSharp(undefined);
  });
  // It may become possible later: it arrived, it was brought by its sender.
  const canLoad = createMemo(() => wanted() && (row().place === 'local' || row().place === 'remote' || row().place === 'coming'));
  createEffect(
    on(canLoad, (can) => {
      setFailure(undefined);
      if (can && sharp() === undefined) void load();
    }),
  );
  return {
    url: () => sharp() ?? rough,
    isSharp: () => sharp() !== undefined,
    failure,
  };
}
