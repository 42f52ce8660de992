/** @vitest-environment node */
import { maxAttachments, maxThumbnailBytes, maxThumbnailsBytes } from '@sanad/model/schema/attachment-values';
import { expect, test } from 'vitest';
import { firstWithin, maxThumbnailBytesEach, preparePicture } from './pictures.ts';

test('quality steps down until it fits', async () => {
  const made = (bytes: number) => Promise.resolve(new Blob([new Uint8Array(bytes)]));
  expect((await firstWithin([500, 300, 100], 300, made))?.size).toBe(300);
  expect(await firstWithin([500, 400], 300, made)).toBeUndefined();
});

test('the thumbnails of a full message fit into it', () => {
  expect(maxThumbnailBytesEach).toBeLessThanOrEqual(maxThumbnailBytes);
  expect(maxThumbnailBytesEach * maxAttachments).toBeLessThanOrEqual(maxThumbnailsBytes);
});

test('what is no picture is a document, and a picture that would unfold to gigabytes is refused before it is decoded', async () => {
  expect(await preparePicture(new Blob(['<svg/>'], { type: 'image/svg+xml' }))).toEqual({ kind: 'document', why: 'no-picture' });
  const bomb = new Uint8Array(40);
  bomb.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 1, 0, 0, 0, 1, 0, 0]);
  expect(await preparePicture(new Blob([bomb]))).toEqual({ kind: 'refused', why: 'too-many-pixels' });
});
