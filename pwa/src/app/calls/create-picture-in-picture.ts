/** What the other side shows in a small window over everything (CALL-13), where the browser can. The element stays while she reads messages. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';

export interface PictureInPicture {
  readonly canShow: boolean;
  readonly isShown: Accessor<boolean>;
  toggle(): void;
  /** Of the video that goes there. */
  attach(element: HTMLVideoElement): void;
}

export function createPictureInPicture(): PictureInPicture {
  const [isShown, setShown] = createSignal(false);
  let element: HTMLVideoElement | undefined;
  const leave = async (): Promise<void> => {
    if (document.pictureInPictureElement !== element || element === undefined) return;
    await document.exitPictureInPicture();
  };
  return {
    canShow: document.pictureInPictureEnabled === true,
    isShown,
    toggle() {
      // Refused by the browser, or gone meanwhile: everything is as before.
      if (isShown()) void leave().catch(() => undefined);
      else void element?.requestPictureInPicture().catch(() => undefined);
    },
    attach(made) {
      element = made;
      made.addEventListener('enterpictureinpicture', () => setShown(true));
      made.addEventListener('leavepictureinpicture', () => setShown(false));
      onCleanup(() => {
        setShown(false);
        void leave().catch(() => undefined);
      });
    },
  };
}
