/** Three soft notes out of the loudspeaker that was chosen. */
import { canChooseSpeaker } from '../../../app/calls/devices.ts';
import { playNotes } from '../../../app/sounds/play-tones.ts';
import { lengthS, type Tones } from '../../../app/sounds/tones.ts';

const SOUND: Tones = {
  notes: [392, 440, 392].map((hertz, i) => ({ atS: 0.1 + i * 0.45, hertz, lastsS: 0.4, gain: 0.6 })),
  vibration: [],
};

/** False: the browser plays nothing. Ends when the sound has. */
export async function playTestSound(speaker: string | undefined): Promise<boolean> {
  const context = new AudioContext();
  const out = new Audio();
  try {
    await context.resume();
    const stream = context.createMediaStreamDestination();
    out.srcObject = stream.stream;
    // One that is gone by now: the usual one.
    if (speaker !== undefined && canChooseSpeaker()) await out.setSinkId(speaker).catch(() => undefined);
    await out.play();
    playNotes(context, stream, SOUND.notes);
    await new Promise((done) => setTimeout(done, lengthS(SOUND) * 1000 + 200));
    return true;
  } catch {
    return false;
  } finally {
    out.srcObject = null;
    await context.close();
  }
}
