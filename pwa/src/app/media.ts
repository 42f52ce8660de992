/** A media query as a signal: for what is done otherwise on a phone, not for how it looks. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';

export function createMedia(query: string): Accessor<boolean> {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const listen = () => setMatches(media.matches);
  media.addEventListener('change', listen);
  onCleanup(() => media.removeEventListener('change', listen));
  return matches;
}

/** Of the screen: while it is printed the width is that of a sheet, and what is shown stays what somebody looked at. */
export function createScreenMedia(query: string): Accessor<boolean> {
  const [media, paper] = [matchMedia(query), matchMedia('print')];
  const [matches, setMatches] = createSignal(media.matches);
  const listen = () => paper.matches || setMatches(media.matches);
  media.addEventListener('change', listen);
  onCleanup(() => media.removeEventListener('change', listen));
  return matches;
}

/** One pane and a bar below it. */
export const PHONE = '(max-width: 51.99rem)';
/** Room for a pane beside the main one. */
export const ROOM_BESIDE = '(min-width: 70rem)';
