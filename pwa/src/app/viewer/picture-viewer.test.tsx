/** Pictures on the whole screen: which one is seen, what is said of it, and what is kept in memory. */
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import type { ViewedPicture } from './create-pictures.ts';
import { PictureViewer } from './PictureViewer.tsx';

let dispose: (() => void) | undefined;
let kept: Set<string>;
beforeEach(() => {
  kept = new Set();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`;
    kept.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void kept.delete(url));
});
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
  document.documentElement.dir = '';
  vi.restoreAllMocks();
});

/** The simulated browser's cannot be read. */
const blobOf = (bytes: Uint8Array<ArrayBuffer>): Blob =>
  Object.assign(new Blob([bytes], { type: 'image/jpeg' }), { slice: () => ({ arrayBuffer: async () => bytes.buffer }) });
/** A frame of 16 × 16. */
const jpeg = blobOf(new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 16, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
const svg = blobOf(new Uint8Array([...'<svg/>'].map((letter) => letter.charCodeAt(0))));
const picture = (name: string, load: ViewedPicture['load'] = async () => jpeg): ViewedPicture => ({ name, load });
function show(items: readonly ViewedPicture[], start = 0) {
  const closed = vi.fn();
  const i18n = createI18n('fr', fr, () => undefined);
  dispose = render(
    () => (
      <I18nContext.Provider value={i18n}>
        <PictureViewer items={items} start={start} onClose={closed} />
      </I18nContext.Provider>
    ),
    document.body,
  );
  return closed;
}
const press = (key: string) => {
  const target = document.querySelector('.full-screen button') ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
};
const title = () => document.querySelector('.full-screen h2')?.textContent?.replace(/[\u2068\u2069]/g, '');
const said = () => document.querySelector('.viewer-says')?.textContent ?? '';
const five = ['a', 'b', 'c', 'd', 'e'].map((name) => picture(name));

test('arrow keys page in reading direction, and stop at the ends', () => {
  show(five, 1);
  expect(title()).toBe('b – 2 sur 5');
  press('ArrowRight');
  expect(title()).toBe('c – 3 sur 5');
  press('Home');
  press('ArrowLeft');
  expect(title()).toBe('a – 1 sur 5');
  document.documentElement.dir = 'rtl';
  press('ArrowLeft');
  expect(title()).toBe('b – 2 sur 5');
});

test('the picture in sight and its neighbours are in memory, and none when it closes', async () => {
  show(five, 2);
  await vi.waitFor(() => expect(kept.size).toBe(3));
  press('End');
  await vi.waitFor(() => expect(kept.size).toBe(2));
  dispose?.();
  expect(kept.size).toBe(0);
});

test('it says what cannot be had, and does not open what draws itself from text, whatever it is called', async () => {
  show([picture('a', async () => undefined), picture('b', async () => svg)]);
  await vi.waitFor(() => expect(said()).toContain(fr['viewer.gone']));
  press('ArrowRight');
  await vi.waitFor(() => expect(said()).toContain(fr['viewer.unreadable']));
  expect(document.querySelector('.viewer-room img')).toBeNull();
  expect(kept.size).toBe(0);
});

test('name and position are said', async () => {
  show(five);
  await vi.waitFor(() => expect(said()).toContain('1 sur 5'));
  press('ArrowRight');
  await vi.waitFor(() => expect(said()).toContain('2 sur 5'));
});
