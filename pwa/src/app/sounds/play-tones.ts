/** Plays tones and vibrates, where the platform allows it. A page that nobody touched yet may not sound: then it vibrates only. */
import type { Tones, Wanted } from './tones.ts';

let context: AudioContext | undefined;

export function playTones(tones: Tones, wanted: Wanted): void {
  if (wanted.vibration) navigator.vibrate?.([...tones.vibration]);
  if (wanted.sounds && tones.notes.length > 0) void sound(tones);
}

async function sound({ notes }: Tones): Promise<void> {
  context ??= new AudioContext();
  // Without a touch it stays suspended, and its promise waits: what is over by then is not played late.
  if (context.state !== 'running') await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
  if (context.state === 'running') playNotes(context, context.destination, notes);
}

/** In a context that runs, from now on. */
export function playNotes(context: AudioContext, into: AudioNode, notes: Tones['notes']): void {
  const startS = context.currentTime + 0.02;
  for (const { atS, hertz, lastsS, gain } of notes) {
    const oscillator = context.createOscillator();
    const envelope = context.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = hertz;
    const at = startS + atS;
    // A short rise instead of a click, then the decay of struck wood.
    envelope.gain.setValueAtTime(0, at);
    envelope.gain.linearRampToValueAtTime(gain, at + 0.012);
    envelope.gain.exponentialRampToValueAtTime(0.001, at + lastsS);
    oscillator.connect(envelope).connect(into);
    oscillator.start(at);
    oscillator.stop(at + lastsS);
  }
}
