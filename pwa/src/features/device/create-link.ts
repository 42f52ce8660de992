/**
 * The code that this browser shows to another device (LINK-1), and whether that one has answered: asked every two seconds while somebody
 * looks at the page. The engine's state says when it is linked.
 */
import type { LinkError, ShownLink } from '@sanad/model/engine/api';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { ownDeviceLabel } from '../../app/shared/own-device-label.ts';

export type LinkView =
  | { readonly at: 'making' }
  /** `isOffline`: the last question was not answered; it is asked again all the same. */
  | { readonly at: 'shown'; readonly link: ShownLink; readonly isOffline: boolean }
  /** Nothing more comes of this code. */
  | { readonly at: 'over'; readonly error: LinkError };

const betweenQuestionsMs = 2000;
/** A code that lived about as long as codes do is followed by another one by itself; one that ends sooner is explained. */
const lifetimeMs = 14 * 60_000;

/** Of these the same code may still come to a good end. */
const isPassing = (error: LinkError): boolean =>
  error.type === 'offline' ||
  (error.type === 'refused' && (error.code === 'server/unavailable' || error.code === 'request/rate-limited'));

export function createLink() {
  const engine = useEngine();
  const { api } = engine;
  const [view, setView] = createSignal<LinkView>({ at: 'making' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAtMs = 0;
  let isOver = false;

  const again = (link: ShownLink) => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(link), betweenQuestionsMs);
  };
  const ask = async (link: ShownLink): Promise<void> => {
    if (document.visibilityState === 'hidden') return again(link);
    const answer = await api.checkLink();
    const now = view();
    // Left, or another code was asked for meanwhile.
    if (isOver || now.at !== 'shown' || now.link !== link) return;
    if (!answer.ok && answer.error.type === 'expired' && Date.now() - shownAtMs > lifetimeMs) return begin();
    if (!answer.ok && !isPassing(answer.error)) {
      setView({ at: 'over', error: answer.error });
      return;
    }
    setView({ at: 'shown', link, isOffline: !answer.ok });
    if (!answer.ok || answer.value === 'waiting') again(link);
  };
  const begin = async () => {
    clearTimeout(timer);
    setView({ at: 'making' });
    const begun = await api.beginLink(ownDeviceLabel(engine));
    if (isOver) return;
    if (!begun.ok) {
      setView({ at: 'over', error: begun.error });
      return;
    }
    shownAtMs = Date.now();
    setView({ at: 'shown', link: begun.value, isOffline: false });
    again(begun.value);
  };
  onMount(() => void begin());
  onCleanup(() => {
    isOver = true;
    clearTimeout(timer);
  });
  return { view, begin: () => void begin() };
}
