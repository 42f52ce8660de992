/**
 * Reads a QR code from a camera's picture: with the browser's own detector where it has one for QR codes (Chrome on Android and on a Mac),
 * otherwise with a decoder that is loaded when it is needed.
 */

export interface QrReader {
  /** The text of a code that is in the picture now. */
  read(video: HTMLVideoElement): Promise<string | undefined>;
}

/** Pixels as a canvas gives them: four bytes each, from the top left. */
export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** https://wicg.github.io/shape-detection-api/#barcode-detection-api, as far as it is used here; no type library has it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}
const isDetectorClass = (value: unknown): value is DetectorClass => typeof value === 'function' && 'getSupportedFormats' in value;

/** More detail than this makes the decoder slow and finds nothing more. */
const longSidePixels = 720;

export async function readPicture({ data, width, height }: Picture): Promise<string | undefined> {
  const { default: decode } = await import('jsqr');
  return decode(data, width, height, { inversionAttempts: 'dontInvert' })?.data || undefined;
}

export async function makeQrReader(): Promise<QrReader> {
  let detector = await ownDetector();
  const canvas = document.createElement('canvas');
  return {
    async read(video) {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return undefined;
      if (detector !== undefined) {
        try {
          return (await detector.detect(video))[0]?.rawValue;
        } catch {
          // Some systems have the class and not the service behind it: the decoder sees the same picture.
          detector = undefined;
        }
      }
      const picture = pictureOf(video, canvas);
      return picture === undefined ? undefined : readPicture(picture);
    },
  };
}

async function ownDetector(): Promise<Detector | undefined> {
  const known: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  if (!isDetectorClass(known)) return undefined;
  const formats = await known.getSupportedFormats();
  return formats.includes('qr_code') ? new known({ formats: ['qr_code'] }) : undefined;
}

function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): Picture | undefined {
  const scale = Math.min(1, longSidePixels / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}
