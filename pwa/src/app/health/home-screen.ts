/** On which systems SANAD must stand on the home screen to keep what it stores (STORE-1), and whether it does. */
import { createSignal } from 'solid-js';

interface Surroundings {
  readonly userAgent: string;
  readonly touchPoints: number;
  /** The app has a window of its own. */
  readonly isStandalone: boolean;
}

/** An iPad calls itself a Mac; no Mac has more than one touch point. */
export const isApplePhone = ({ userAgent, touchPoints }: Omit<Surroundings, 'isStandalone'>): boolean =>
  /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);

export const mustStandOnHomeScreen = (here: Surroundings): boolean => isApplePhone(here) && !here.isStandalone;

/** `navigator.standalone` is WebKit's own, and older than the media query. */
export const isStandalone = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true;

export const surroundings = (): Surroundings => ({
  userAgent: navigator.userAgent,
  touchPoints: navigator.maxTouchPoints,
  isStandalone: isStandalone(),
});

/** She wants to look around without it; forgotten with the page. */
const [isLooking, setLooking] = createSignal(false);

export { isLooking, setLooking };
