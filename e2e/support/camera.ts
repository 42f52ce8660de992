/** A camera that looks at another screen. */
import type { Page } from '@playwright/test';

/** What its camera sees from now on: a QR code with this path, a little askew. Its streams are kept for `cameraStates`. */
export const showToCamera = (page: Page, path: string): Promise<void> =>
  page.evaluate((code) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const draw = () => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = '#e8e8e0';
      context.fillRect(0, 0, 640, 480);
      context.setTransform(9, 0.4, -0.4, 9, 130, 50);
      context.fillStyle = '#20242c';
      context.fill(new Path2D(code));
      requestAnimationFrame(draw);
    };
    draw();
    const streams: MediaStream[] = [];
    Reflect.set(window, 'streams', streams);
    navigator.mediaDevices.getUserMedia = async () => {
      const stream = canvas.captureStream(10);
      streams.push(stream);
      return stream;
    };
  }, path);

/** Of every track that the camera gave. */
export const cameraStates = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const streams: readonly MediaStream[] = Reflect.get(window, 'streams');
    return streams.flatMap((stream) => stream.getTracks().map((track) => track.readyState));
  });

/** The path of the QR code on this screen. */
export const codeOn = async (page: Page): Promise<string> => {
  const path = await page.locator('svg.qr path').getAttribute('d');
  if (path === null) throw new Error('no code');
  return path;
};
