import type { AttachmentRow } from '@sanad/model/engine/api';
import type { FileId, MessageId, SpaceId } from '@sanad/model/ids';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { createPicture } from './create-picture.ts';
import { createPictureCache, PictureCacheContext } from './picture-cache.ts';

// The Blob of jsdom hands its bytes to nobody; what is shown has a test of its own.
vi.mock('./shown-picture.ts', () => ({ isShownPicture: async () => true, thumbnailUrl: () => 'blob:thumbnail' }));

let dispose: (() => void) | undefined;
beforeEach(() => {
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++made}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
});
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const wound: AttachmentRow = {
  ...{ file: '0b'.repeat(16) as FileId, bytes: 1, name: 'plaie.jpg', type: 'image/jpeg', voice: undefined },
  image: { width: 4, height: 3, thumbnail: new Uint8Array([1]), consent: undefined, hasSmall: true },
  ...{ place: 'local', transfer: undefined, filed: undefined },
};
const where = { conversation: '0a'.repeat(16) as SpaceId, message: 'a'.padEnd(16, '0') as MessageId };

test('FILE-7 a picture that was removed is not shown from memory any more', async () => {
  const [row, setRow] = createSignal(wound);
  // What a picture asks of the engine, and nothing else.
  const client = { api: { openFile: async () => ({ ok: true, value: [new Uint8Array([1])] }) } } as unknown as EngineClient;
  const cache: { now?: ReturnType<typeof createPictureCache> } = {};
  const Shown = () => {
    const picture = createPicture(where, row, () => true);
    return <img src={picture.url()} alt="" data-sharp={picture.isSharp()} />;
  };
  const App = () => {
    cache.now = createPictureCache();
    return (
      <PictureCacheContext.Provider value={cache.now}>
        <Shown />
      </PictureCacheContext.Provider>
    );
  };
  dispose = render(
    () => (
      <EngineContext.Provider value={client}>
        <App />
      </EngineContext.Provider>
    ),
    document.body,
  );
  const isSharp = () => document.querySelector('img')?.dataset['sharp'];
  await vi.waitFor(() => expect(isSharp()).toBe('true'));
  setRow({ ...wound, place: 'gone' });
  expect(isSharp()).toBe('false');
  expect(cache.now?.find(wound.file)).toBeUndefined();
});
