import { For } from 'solid-js';

interface StepBarProps {
  readonly at: number;
  readonly of: number;
  readonly label: string;
}

export const StepBar = (props: StepBarProps) => (
  <span class="steps" role="img" aria-label={props.label}>
    <For each={Array.from({ length: props.of }, (_, step) => step)}>
      {(step) => <i data-on={step < props.at ? '' : undefined} />}
    </For>
  </span>
);
