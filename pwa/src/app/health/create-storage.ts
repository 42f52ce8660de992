/**
 * What the browser says of our storage, as the screens read it. Asked once the device holds keys (STORE-1), after each answer of a person,
 * and every few minutes: space goes while other programs write.
 */
import { createContext, createSignal, onCleanup, onMount, useContext } from 'solid-js';
import { placesOf } from '../../platform/profile-place.ts';
import { type KeptBytes, measureKept, readStorage, type StorageReading } from '../../platform/storage-health.ts';
import { useEngine } from '../engine-client.ts';

const betweenLooksMs = 5 * 60_000;

export function createStorage() {
  const { opened } = useEngine();
  const [reading, setReading] = createSignal<StorageReading>();
  const look = async () => {
    setReading(await readStorage());
  };
  const timer = setInterval(() => void look(), betweenLooksMs);
  onMount(() => void look());
  onCleanup(() => clearInterval(timer));
  return {
    reading,
    look,
    /** Reads everything once: only for who wants to know. */
    measure: (): Promise<KeptBytes> => measureKept(placesOf(opened().profile)),
    /** False: the browser refused. */
    async keep(): Promise<boolean> {
      const isKept = await askToKeep();
      await look();
      return isKept;
    },
  };
}

/** The browser may ask the person, or decide by itself. Absent without https. */
async function askToKeep(): Promise<boolean> {
  if (!('storage' in navigator)) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

export type StorageHealth = ReturnType<typeof createStorage>;
export const StorageContext = createContext<StorageHealth>();

export function useStorage(): StorageHealth {
  const storage = useContext(StorageContext);
  if (storage === undefined) throw new Error('no storage above this component');
  return storage;
}
