/** Arch glyph, one sentence, at most one action. */
import type { JSX } from 'solid-js';

interface EmptyStateProps {
  readonly icon: JSX.Element;
  readonly title: string;
  readonly text: string;
  readonly children?: JSX.Element | undefined;
}

export const EmptyState = (props: EmptyStateProps) => (
  <div class="empty">
    <span class="glyph">{props.icon}</span>
    <h2>{props.title}</h2>
    <p>{props.text}</p>
    {props.children}
  </div>
);
