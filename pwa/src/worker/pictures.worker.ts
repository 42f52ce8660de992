/** A thread of its own for pictures: decoding one of fifty megapixels would hold up the page, and the engine's messages as well. */
import { expose, transfer } from 'comlink';
import { makePhotoEdits } from '../platform/photo-edits/photo-edits.ts';
import { preparePicture } from '../platform/pictures.ts';

const edits = makePhotoEdits();
const api = {
  preparePicture,
  openPicture: async (file: Blob) => {
    const opened = await edits.open(file);
    return opened.ok ? transfer(opened, [opened.value.copy]) : opened;
  },
  makePicture: edits.make,
};
export type PicturesApi = typeof api;
expose(api);
