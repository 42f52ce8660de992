/**
 * Pictures of others, before a browser decodes them: a few hundred bytes may unfold to gigabytes, and what ends this page ends it again whenever the
 * conversation is opened. Shown is what SANAD itself sends (platform/pictures.ts), told by its bytes and not by what a message says of it; anything else
 * can be saved.
 */
import { isTooLarge, type PictureFacts, type PictureFormat, readPicture, readPictureHead } from '../../platform/picture-facts.ts';

/** Of the longer side; SANAD makes them of 160. */
const maxThumbnailSide = 512;
const SENT: ReadonlySet<PictureFormat> = new Set(['jpeg', 'png', 'webp']);

export const isShownPicture = async (blob: Blob): Promise<boolean> =>
  isShown(await readPictureHead(blob), ({ width, height }) => !isTooLarge({ width, height }));

export const isShownThumbnail = (bytes: Uint8Array): boolean =>
  isShown(readPicture(bytes), ({ width, height }) => Math.max(width, height) <= maxThumbnailSide);

interface Size {
  readonly width: number;
  readonly height: number;
}
function isShown(facts: PictureFacts | undefined, isSmall: (size: Size) => boolean): boolean {
  if (facts?.size === undefined || facts.moves || !SENT.has(facts.format)) return false;
  // Without a height a JPEG says it at its end.
  return facts.size.width > 0 && facts.size.height > 0 && isSmall(facts.size);
}

/** Of one that is not shown: an address of nothing. */
export function thumbnailUrl(thumbnail: Uint8Array): string {
  const isWebp = thumbnail[0] === 0x52;
  const shown = isShownThumbnail(thumbnail) ? [new Uint8Array(thumbnail)] : [];
  return URL.createObjectURL(new Blob(shown, { type: isWebp ? 'image/webp' : 'image/jpeg' }));
}
