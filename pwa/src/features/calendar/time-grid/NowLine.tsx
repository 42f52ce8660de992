/** Now, in the column of today. It moves by itself: `now` goes on with each minute. */
import { Show } from 'solid-js';
import type { Here } from '../move/moved.ts';

interface NowLineProps {
  /** -1: today is not shown. */
  readonly column: number;
  readonly now: number;
  readonly here: Here;
}

export const NowLine = (props: NowLineProps) => (
  <Show when={props.column >= 0}>
    <div class="tg-over" aria-hidden="true">
      <span class="tg-now" style={{ '--col': props.column, '--at': (props.here.toLocal(props.now) / 3_600_000) % 24 }} />
    </div>
  </Show>
);
