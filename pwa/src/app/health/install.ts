/** The browser's own offer to install SANAD, kept until somebody wants it. Only Chromium makes one; the others have it in a menu. */
import { type Accessor, createSignal } from 'solid-js';

/** https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface; no type library has it yet. */
interface InstallOffer extends Event {
  prompt(): Promise<void>;
}
const isOffer = (event: Event): event is InstallOffer => 'prompt' in event && typeof event.prompt === 'function';

const [offer, setOffer] = createSignal<InstallOffer>();

/** It comes once, early, and is gone for whoever did not listen. */
export function listenForInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    if (!isOffer(event)) return;
    event.preventDefault();
    setOffer(() => event);
  });
  addEventListener('appinstalled', () => setOffer(undefined));
}

/** Asks; undefined: the browser made no offer. */
export const installOffer: Accessor<(() => Promise<void>) | undefined> = () => {
  const event = offer();
  if (event === undefined) return undefined;
  return async () => {
    setOffer(undefined);
    await event.prompt();
  };
};
