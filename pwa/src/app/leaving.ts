/**
 * The screens are about to go because SANAD locks (LOCK-9): what is being written is saved while they still stand. When they are taken
 * down it is too late: a cleanup that reads what its screen was given wakes computations that are being disposed of.
 */
const name = 'sanad-leaving';

export const announceLeaving = (): boolean => window.dispatchEvent(new Event(name));

export function onLeaving(save: () => void): () => void {
  window.addEventListener(name, save);
  return () => window.removeEventListener(name, save);
}
