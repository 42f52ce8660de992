/** The wall clock for screens: one timer, a tick on each full minute. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';

const minuteMs = 60_000;

export function createNow(stepMs = minuteMs): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    setNow(Date.now());
    timer = setTimeout(tick, stepMs - (Date.now() % stepMs));
  };
  timer = setTimeout(tick, stepMs - (Date.now() % stepMs));
  onCleanup(() => clearTimeout(timer));
  return now;
}
