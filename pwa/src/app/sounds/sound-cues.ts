/**
 * Sounds what the engine says has arrived (URGENT-10). Every window hears of it; the one that gets the lock sounds. A conversation that
 * somebody has before her is silent, except an urgent message.
 */
import type { Cue } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { useLocation } from '@solidjs/router';
import { proxy } from 'comlink';
import { createNotificationSettings } from '../alerts.ts';
import { hasAttention } from '../attention.ts';
import { openView, useEngine } from '../engine-client.ts';
import { playTones } from './play-tones.ts';
import { isUrgentCue, lengthS, TONES, wantedFor } from './tones.ts';

/** A hidden window lets one that is seen go first: a page that nobody touched may not sound. */
const hiddenWaitMs = 400;
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function soundCues(): void {
  const { api } = useEngine();
  const location = useLocation();
  const settings = createNotificationSettings();
  const isBefore = (conversation: SpaceId): boolean => hasAttention() && location.pathname === `/c/${conversation}`;
  const hear = async ({ cue, conversation }: Cue): Promise<void> => {
    const wanted = settings();
    if (wanted === undefined || (!isUrgentCue(cue) && cue !== 'answered' && isBefore(conversation))) return;
    // Apart: a knock a moment before must not swallow an urgent message.
    const lockName = isUrgentCue(cue) ? 'sanad-sound-urgent' : 'sanad-sound';
    if (document.visibilityState === 'hidden') await wait(hiddenWaitMs);
    await navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      playTones(TONES[cue], wantedFor(cue, wanted));
      await wait(lengthS(TONES[cue]) * 1000 + 2 * hiddenWaitMs);
    });
  };
  openView(() => api.onCue(proxy((cue: Cue) => void hear(cue))));
}
