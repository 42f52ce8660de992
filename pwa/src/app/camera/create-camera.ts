/**
 * A camera in a video element. It is open as long as its owner stands on a page that is seen, and no longer: closing, hiding and locking end it at once,
 * and one that the browser grants to nobody any more is closed again.
 */
import type { Result } from '@sanad/model/result';
import { onCleanup, onMount } from 'solid-js';
import { type CameraError, stopCamera } from './open-camera.ts';

/** `onEnd`: it was open and is not any more, without anybody here having closed it: hidden, unplugged, taken by the system. */
export function createCamera(onEnd: () => void) {
  let video: HTMLVideoElement | undefined;
  let stream: MediaStream | undefined;
  /** Counts the openings: what answers late belongs to one that is over. */
  let opening = 0;

  const close = () => {
    opening++;
    if (stream !== undefined) stopCamera(stream);
    stream = undefined;
    if (video !== undefined) video.srcObject = null;
  };
  const end = () => {
    // While the browser asks, its question may cover the page: a camera that is not open yet is not stopped by it.
    if (stream === undefined) return;
    close();
    onEnd();
  };
  const hidden = () => {
    if (document.visibilityState === 'hidden') end();
  };
  onMount(() => {
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', end);
  });
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hidden);
    window.removeEventListener('pagehide', end);
    close();
  });
  return {
    /** The element that shows it. */
    show: (element: HTMLVideoElement) => {
      video = element;
    },
    /** In the place of one that was open. Undefined: nobody waits for it any more. */
    async open(ask: () => Promise<Result<MediaStream, CameraError>>): Promise<Result<MediaStream, CameraError> | undefined> {
      close();
      const mine = opening;
      const opened = await ask();
      if (mine !== opening) {
        if (opened.ok) stopCamera(opened.value);
        return undefined;
      }
      if (!opened.ok) return opened;
      stream = opened.value;
      if (video !== undefined) video.srcObject = stream;
      for (const track of stream.getTracks()) track.addEventListener('ended', () => mine === opening && end());
      return opened;
    },
    /** What is looked through now. */
    live: () => (stream === undefined || video === undefined ? undefined : { stream, video }),
    close,
  };
}
