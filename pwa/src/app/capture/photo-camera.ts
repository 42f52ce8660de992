/** A camera for photos: which one, its light, and the picture it takes. Nothing is stored: a picture is bytes in memory. */
import type { Result } from '@sanad/model/result';
import { type CameraError, openCamera } from '../camera/open-camera.ts';

/** Away from the person who holds it, or towards her. */
export type Facing = 'environment' | 'user';

/**
 * Where the browser takes photos itself (ImageCapture) the live picture may be smaller; elsewhere the photo is a frame of it. Twelve million pixels are
 * asked for, and each camera gives what it has.
 */
export function openPhotoCamera(facing: Facing): Promise<Result<MediaStream, CameraError>> {
  const [width, height] = takesPhotos() ? [1920, 1440] : [4032, 3024];
  return openCamera({ facingMode: { ideal: facing }, width: { ideal: width }, height: { ideal: height } });
}

export async function countCameras(): Promise<number> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').length;
}

interface LightCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}
export function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0];
  // Firefox has no getCapabilities.
  if (track === undefined || !('getCapabilities' in track)) return false;
  const can: LightCapabilities = track.getCapabilities();
  return can.torch === true;
}

interface LightConstraints extends MediaTrackConstraintSet {
  readonly torch: boolean;
}
/** Whether it is as asked now. */
export async function setTorch(stream: MediaStream, isOn: boolean): Promise<boolean> {
  const wanted: LightConstraints = { torch: isOn };
  const changed = stream.getVideoTracks()[0]?.applyConstraints({ advanced: [wanted] });
  return (
    changed?.then(
      () => true,
      () => false,
    ) ?? false
  );
}

/** Some drivers never answer. */
const photoWithinMs = 4_000;

export async function takePicture(stream: MediaStream, video: HTMLVideoElement): Promise<Blob | undefined> {
  const track = stream.getVideoTracks()[0];
  if (track !== undefined && takesPhotos()) {
    const late = new Promise<undefined>((done) => setTimeout(done, photoWithinMs, undefined));
    const photo = new ImageCapture(track).takePhoto().catch(() => undefined);
    const taken = await Promise.race([photo, late]);
    if (taken !== undefined && taken.size > 0) return taken;
  }
  return frameOf(video);
}

const takesPhotos = (): boolean => 'ImageCapture' in window;

function frameOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0) return Promise.resolve(undefined);
  context.drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', 0.95));
}
