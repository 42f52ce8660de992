/** The camera: why it does not open, what can be done then, and that it is off as soon as nobody looks through it. */
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { TakePhoto } from './TakePhoto.tsx';

class Track extends EventTarget {
  isOn = true;
  getCapabilities = () => ({});
  stop() {
    this.isOn = false;
  }
}
let dispose: (() => void) | undefined;
let tracks: Track[];
let mayUse: () => Promise<object>;
const open = async () => {
  const track = new Track();
  tracks.push(track);
  return { getTracks: () => [track], getVideoTracks: () => [track] };
};
beforeEach(() => {
  tracks = [];
  mayUse = open;
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: () => mayUse(), enumerateDevices: async () => [{ kind: 'videoinput' }, { kind: 'videoinput' }] },
  });
});
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
  Reflect.deleteProperty(navigator, 'mediaDevices');
  Reflect.deleteProperty(document, 'visibilityState');
});
function show() {
  const i18n = createI18n('fr', fr, () => undefined);
  dispose = render(
    () => (
      <I18nContext.Provider value={i18n}>
        <TakePhoto onDone={() => undefined} onClose={() => undefined} />
      </I18nContext.Provider>
    ),
    document.body,
  );
}
const shown = () => document.querySelector('.full-screen')?.textContent ?? '';
const opened = () => vi.waitFor(() => expect(document.querySelector('video')?.srcObject).toBeTruthy());
const button = (label: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent === label || one.title === label);

test('a refused camera is said, and a file can be chosen instead', async () => {
  mayUse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  show();
  await vi.waitFor(() => expect(shown()).toContain(fr['camera.refused']));
  expect(document.querySelector('input[type="file"]')?.getAttribute('accept')).toBe('image/*');
});

test('without any camera nothing offers to open it again', async () => {
  mayUse = () => Promise.reject(new DOMException('no', 'NotFoundError'));
  show();
  await vi.waitFor(() => expect(shown()).toContain(fr['camera.missing']));
  expect(button(fr['camera.again'])).toBeUndefined();
});

test('closing turns it off at once', async () => {
  show();
  await opened();
  dispose?.();
  expect(tracks.map(({ isOn }) => isOn)).toEqual([false]);
});

test('so does hiding the page; one press opens it again', async () => {
  show();
  await opened();
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(tracks.map(({ isOn }) => isOn)).toEqual([false]);
  expect(shown()).toContain(fr['camera.stopped']);
  button(fr['camera.again'])?.click();
  await opened();
  expect(tracks.map(({ isOn }) => isOn)).toEqual([false, true]);
});

test('one that is granted after she left is closed again', async () => {
  let grant: () => void = () => undefined;
  mayUse = () =>
    new Promise((done) => {
      grant = () => void open().then(done);
    });
  show();
  dispose?.();
  grant();
  await vi.waitFor(() => expect(tracks.map(({ isOn }) => isOn)).toEqual([false]));
});

test('the other camera is another stream; the first one is off', async () => {
  show();
  await opened();
  await vi.waitFor(() => expect(button(fr['camera.turn-round'])).toBeDefined());
  button(fr['camera.turn-round'])?.click();
  await vi.waitFor(() => expect(tracks.map(({ isOn }) => isOn)).toEqual([false, true]));
});
