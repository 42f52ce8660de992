/** An address for a picture that is held here, given back with its owner. */
import { type Accessor, createMemo, onCleanup } from 'solid-js';

export const createPhotoUrl = (photo: Accessor<Blob | undefined>): Accessor<string | undefined> =>
  createMemo(() => {
    const blob = photo();
    if (blob === undefined) return undefined;
    const url = URL.createObjectURL(blob);
    onCleanup(() => URL.revokeObjectURL(url));
    return url;
  });
