/**
 * The screens are about to go because SANAD locks (LOCK-9): what is being written is saved while they still stand. When they are taken
 * down it is too late: a cleanup that reads what its screen was given wakes computations that are being disposed of.
 */
const name = 'sanad-leaving';

class Leaving extends Event {
  readonly saving: unknown[] = [];
}

/** Ends when what was to be saved is durable, or could not be. */
export async function announceLeaving(): Promise<void> {
  const leaving = new Leaving(name);
  window.dispatchEvent(leaving);
  await Promise.allSettled(leaving.saving);
}

/** What `save` promises is waited for. */
export function onLeaving(save: () => unknown): () => void {
  const heard = (event: Event) => {
    const saving = save();
    if (event instanceof Leaving) event.saving.push(saving);
  };
  window.addEventListener(name, heard);
  return () => window.removeEventListener(name, heard);
}
