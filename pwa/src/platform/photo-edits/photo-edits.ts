/** A picture that is being edited, on the thread of pictures: opened once, whole, and made anew when it is done. The page has a copy as large as a screen. */
import { err, ok, type Result } from '@sanad/model/result';
import type { Edits } from './edits.ts';
import { type Size, withinSide } from './geometry.ts';
import { type MadePicture, makePicture } from './make-picture.ts';
import { type OpenedPicture, openPicture, type PictureError } from './open-picture.ts';

/** The longer side of the copy. */
const copySide = 1600;

export interface PictureOnPage extends Size {
  /** Its own size is smaller than `width` and `height`, which are the picture's. */
  readonly copy: ImageBitmap;
}

export function makePhotoEdits() {
  let opened: OpenedPicture | undefined;
  return {
    /** In the place of the one before. */
    async open(file: Blob): Promise<Result<PictureOnPage, PictureError>> {
      opened = undefined;
      const result = await openPicture(file);
      if (!result.ok) return err(result.error);
      opened = result.value;
      const { canvas, width, height } = opened;
      const size = withinSide(opened, copySide);
      const copy = new OffscreenCanvas(size.width, size.height);
      const context = copy.getContext('2d');
      if (context === null) return err('unreadable');
      context.imageSmoothingQuality = 'high';
      context.drawImage(canvas, 0, 0, size.width, size.height);
      return ok({ width, height, copy: copy.transferToImageBitmap() });
    },
    /** `undefined`: the browser could not encode it. */
    make: async (edits: Edits): Promise<MadePicture | undefined> =>
      opened === undefined ? undefined : makePicture(opened, edits),
  };
}
