// @vitest-environment jsdom
import { createRoot } from 'solid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { createPictureInPicture } from './create-picture-in-picture.ts';

/** What a browser of this kind does. */
function browser(isRefused = false) {
  const element = document.createElement('video');
  const show = (shown: Element | null, event: string) => {
    Object.defineProperty(document, 'pictureInPictureElement', { value: shown, configurable: true });
    element.dispatchEvent(new Event(event));
  };
  Object.defineProperty(document, 'pictureInPictureEnabled', { value: true, configurable: true });
  document.exitPictureInPicture = vi.fn(async () => show(null, 'leavepictureinpicture'));
  element.requestPictureInPicture = vi.fn(async () => {
    if (isRefused) throw new Error('NotAllowedError');
    show(element, 'enterpictureinpicture');
    return {} as PictureInPictureWindow;
  });
  return element;
}
const settle = () => new Promise((done) => setTimeout(done, 0));
afterEach(() => vi.restoreAllMocks());

test('CALL-13 the small window is opened and closed by a press, and closed with the pictures', async () => {
  const element = browser();
  const [pip, end] = createRoot((dispose) => {
    const made = createPictureInPicture();
    made.attach(element);
    return [made, dispose] as const;
  });
  expect([pip.canShow, pip.isShown()]).toEqual([true, false]);
  pip.toggle();
  await settle();
  expect(pip.isShown()).toBe(true);
  pip.toggle();
  await settle();
  expect(pip.isShown()).toBe(false);
  pip.toggle();
  await settle();
  end();
  await settle();
  expect([pip.isShown(), document.pictureInPictureElement]).toEqual([false, null]);
});

test('CALL-13 where the browser refuses, all is as before', async () => {
  const pip = createRoot((dispose) => {
    const made = createPictureInPicture();
    made.attach(browser(true));
    dispose();
    return made;
  });
  pip.toggle();
  await settle();
  expect(pip.isShown()).toBe(false);
});
