/** Small pictures that were opened: whoever scrolls back sees them at once. The oldest goes; all of them go with the page. */
import type { FileId } from '@sanad/model/ids';
import { createContext, onCleanup, useContext } from 'solid-js';

const maxPictures = 80;

export function createPictureCache() {
  const urls = new Map<FileId, string>();
  onCleanup(() => {
    for (const url of urls.values()) URL.revokeObjectURL(url);
    urls.clear();
  });
  return {
    find: (file: FileId): string | undefined => {
      const url = urls.get(file);
      if (url !== undefined) {
        urls.delete(file);
        urls.set(file, url); // the youngest again
      }
      return url;
    },
    keep: (file: FileId, picture: Blob): string => {
      const known = urls.get(file);
      if (known !== undefined) return known;
      const url = URL.createObjectURL(picture);
      urls.set(file, url);
      const [oldest] = urls;
      if (urls.size > maxPictures && oldest !== undefined) {
        urls.delete(oldest[0]);
        URL.revokeObjectURL(oldest[1]);
      }
      return url;
    },
    /** It was removed for everybody. */
    forget: (file: FileId): void => {
      const url = urls.get(file);
      if (url === undefined) return;
      urls.delete(file);
      URL.revokeObjectURL(url);
    },
  };
}

export type PictureCache = ReturnType<typeof createPictureCache>;
export const PictureCacheContext = createContext<PictureCache>();
export function usePictureCache(): PictureCache {
  const cache = useContext(PictureCacheContext);
  if (cache === undefined) throw new Error('no picture cache above this component');
  return cache;
}
