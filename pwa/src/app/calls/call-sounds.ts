/** What a call sounds like until it is answered; of several windows one sounds. None of the melodies of IEC 60601-1-8 (see sounds/tones.ts). */
import { onCleanup } from 'solid-js';
import { createNotificationSettings } from '../alerts.ts';
import { playTones } from '../sounds/play-tones.ts';
import type { Tones } from '../sounds/tones.ts';

const [low, high] = [392, 587.33];
const RING: Tones = {
  notes: [0, 0.35, 0.7].flatMap((atS) => [
    { atS, hertz: low, lastsS: 0.3, gain: 0.7 },
    { atS: atS + 0.12, hertz: high, lastsS: 0.3, gain: 0.7 },
  ]),
  vibration: [600, 300, 600],
};
/** Heard by who calls: it rings over there. */
const WAITING: Tones = { notes: [{ atS: 0, hertz: low, lastsS: 0.9, gain: 0.15 }], vibration: [] };
const everyMs = 3_000;

/** Until the owner goes. */
export function soundRing(isIncoming: boolean): void {
  const settings = createNotificationSettings();
  const sound = () => {
    const wanted = settings();
    if (isIncoming && wanted !== undefined) playTones(RING, wanted);
    if (!isIncoming) playTones(WAITING, { sounds: true, vibration: false });
  };
  let stop: (() => void) | undefined;
  let isOver = false;
  void navigator.locks.request('sanad-sound-call', { ifAvailable: true }, async (lock) => {
    if (lock === null || isOver) return;
    const timer = setInterval(sound, everyMs);
    const first = setTimeout(sound, 150);
    await new Promise<void>((over) => {
      stop = over;
    });
    clearInterval(timer);
    clearTimeout(first);
  });
  onCleanup(() => {
    isOver = true;
    stop?.();
  });
}
