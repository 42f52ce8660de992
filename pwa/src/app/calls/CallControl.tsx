/** A button of a call that is on or off: its icon in a circle, its word below. */
import type { JSX } from 'solid-js';

interface CallControlProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly children: JSX.Element;
}

export const CallControl = (props: CallControlProps) => (
  <button type="button" class="call-ctl" aria-pressed={props.isOn} onClick={() => props.onClick()}>
    <span>{props.children}</span>
    {props.label}
  </button>
);
