/** A camera, or why there is none. Whoever opens it stops its tracks. */
import { err, ok, type Result } from '@sanad/model/result';

export type CameraError = 'refused' | 'missing' | 'busy';

const refusals: Readonly<Record<string, CameraError>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
};

/** The one that looks at the world rather than at the face, sharp enough for a code. */
const forCodes: MediaTrackConstraints = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 1280 } };

export async function openCamera(video = forCodes): Promise<Result<MediaStream, CameraError>> {
  // Absent without https.
  if (!('mediaDevices' in navigator)) return err('missing');
  try {
    return ok(await navigator.mediaDevices.getUserMedia({ audio: false, video }));
  } catch (cause) {
    return err((cause instanceof DOMException ? refusals[cause.name] : undefined) ?? 'busy');
  }
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
