/** A part of a screen that is drawn between frames, in a task of its own (create-pace.ts): nobody's press waits for it. `last`: when nothing else is left to draw. */
import { createSignal, type JSX, Show } from 'solid-js';
import { createPace } from './create-pace.ts';

interface LaterProps {
  readonly last?: boolean | undefined;
  /** In its place until then. */
  readonly fallback?: JSX.Element;
  readonly children: JSX.Element;
}

export const Later = (props: LaterProps) => {
  const [isDrawn, setDrawn] = createSignal(false);
  createPace(props.last ? 'list' : 'parts').run(() => {
    setDrawn(true);
    return false;
  });
  return (
    <Show when={isDrawn()} fallback={props.fallback}>
      {props.children}
    </Show>
  );
};
