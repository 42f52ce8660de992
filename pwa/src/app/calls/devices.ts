/**
 * Microphones, cameras and loudspeakers of this device, and which of them the person chose (CALL-10): kept here, on this device, never sent. A device
 * that is not there is passed over, and is taken again once it is back.
 */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

export type DeviceKind = 'microphone' | 'camera' | 'speaker';
export interface MediaDevice {
  readonly kind: DeviceKind;
  readonly id: string;
  /** As the system calls it; empty until the person allowed microphone or camera once. */
  readonly label: string;
}
/** Undefined: whatever the system would take. */
export type ChosenDevices = Readonly<Record<DeviceKind, string | undefined>>;

const kinds: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};
const keyOf = (kind: DeviceKind): string => `sanad.${kind}`;
const maxIdCharacters = 256;

function chosen(kind: DeviceKind): string | undefined {
  try {
    const id = localStorage.getItem(keyOf(kind));
    return id === null || id === '' || id.length > maxIdCharacters ? undefined : id;
  } catch {
    // A browser that keeps nothing: chosen for as long as the page is open, at most.
    return undefined;
  }
}
export const chosenDevices = (): ChosenDevices => ({
  microphone: chosen('microphone'),
  camera: chosen('camera'),
  speaker: chosen('speaker'),
});

/** Undefined: whatever the system would take. False: the browser keeps nothing. */
export function chooseDevice(kind: DeviceKind, id: string | undefined): boolean {
  try {
    if (id === undefined) localStorage.removeItem(keyOf(kind));
    else localStorage.setItem(keyOf(kind), id);
    return true;
  } catch {
    return false;
  }
}

/** What there is; without a permission browsers name no device, and one of each kind at most. */
export async function listDevices(): Promise<readonly MediaDevice[]> {
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };
  const found = (await mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
  return found
    .filter(({ deviceId }) => deviceId !== '')
    .map(({ kind, deviceId, label }) => ({ kind: kinds[kind], id: deviceId, label }));
}

/** The list as it stands, kept up to date while the component is there. `refresh` after a permission was given. */
export function createDevices(): { readonly devices: Accessor<readonly MediaDevice[]>; readonly refresh: () => void } {
  const [devices, setDevices] = createSignal<readonly MediaDevice[]>([]);
  let asked = 0;
  const refresh = (): void => {
    asked += 1;
    const mine = asked;
    void listDevices().then((list) => {
      if (mine === asked) setDevices(list);
    });
  };
  onMount(() => {
    const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };
    refresh();
    mediaDevices?.addEventListener('devicechange', refresh);
    onCleanup(() => {
      asked += 1;
      mediaDevices?.removeEventListener('devicechange', refresh);
    });
  });
  return { devices, refresh };
}

/** Loudspeakers can be chosen where the browser lets a page do so. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;
