/** Whoever talks is there: SANAD does not lock meanwhile (LOCK-10), but for a call that nobody touched for two hours. */
const activityMs = 30_000;
const unattendedMs = 2 * 3_600_000;

/** Returns how to stop. */
export function holdLock(note: () => void): () => void {
  let touchedMs = Date.now();
  const touch = (): void => {
    touchedMs = Date.now();
  };
  const timer = setInterval(() => {
    if (Date.now() - touchedMs < unattendedMs) note();
  }, activityMs);
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, touch);
  return () => {
    clearInterval(timer);
    for (const type of ['pointerdown', 'keydown']) removeEventListener(type, touch);
  };
}
