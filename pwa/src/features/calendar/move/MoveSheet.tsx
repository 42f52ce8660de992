/** Of a series that was moved: which dates (CAL-6). Stands once in each view that moves events. */
import { Show } from 'solid-js';
import { ScopeSheet } from '../event/ScopeSheet.tsx';
import type { Mover } from './use-move.ts';

export const MoveSheet = (props: { readonly mover: Mover }) => (
  <Show when={props.mover.isAsking()}>
    <ScopeSheet what="move" onChoose={(scope) => props.mover.answer(scope)} onClose={() => props.mover.answer(undefined)} />
  </Show>
);
