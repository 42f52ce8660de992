/** Head of the screens before the conversations: the brand and the three languages. */
import { type JSX, Show } from 'solid-js';
import { MarkGlyph } from '../ui/glyphs.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';

interface GateHeadProps {
  /** In place of the languages. */
  readonly end?: JSX.Element;
}

export const GateHead = (props: GateHeadProps) => (
  <header class="gate-head">
    <span class="brand">
      <MarkGlyph />
      SANAD
    </span>
    <Show when={props.end === undefined} fallback={props.end}>
      <LanguageChoice />
    </Show>
  </header>
);
