/** Arch glyph, one sentence, at most one action. */
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';

interface EmptyStateProps {
  readonly icon: JSX.Element;
  readonly title: string;
  readonly text: string;
  /** The page has no other title. */
  readonly isPage?: boolean | undefined;
  readonly children?: JSX.Element | undefined;
}

export const EmptyState = (props: EmptyStateProps) => (
  <div class="empty">
    <span class="glyph">{props.icon}</span>
    <Dynamic component={props.isPage ? 'h1' : 'h2'}>{props.title}</Dynamic>
    <p>{props.text}</p>
    {props.children}
  </div>
);
