import type { JSX } from 'solid-js';

interface BannerProps {
  readonly kind?: 'medium' | 'ok' | 'off' | undefined;
  readonly icon: JSX.Element;
  /** `alert` interrupts a screen reader: only for an answer to something the person just did. */
  readonly role?: 'alert' | 'status' | undefined;
  readonly children: JSX.Element;
  /** What can be done about it, on a line of its own. */
  readonly action?: JSX.Element;
}

export const Banner = (props: BannerProps) => (
  <div class="banner" data-k={props.kind} role={props.role}>
    {props.icon}
    <span>{props.children}</span>
    {props.action}
  </div>
);
