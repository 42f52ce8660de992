/**
 * What stands on every chip, block and line, as letters of a face of its own (Lucide's): a month has hundreds, and each drawing would be a layer that
 * every frame looks at again.
 */
import './row-glyphs.css';

export const DutyGlyph = () => <i class="i mark" data-mark="duty" aria-hidden="true" />;
export const AskGlyph = () => <i class="i mark" data-mark="ask" aria-hidden="true" />;
export const ClashGlyph = () => <i class="i mark" data-mark="clash" aria-hidden="true" />;
export const PlaceGlyph = () => <i class="i mark" data-mark="place" aria-hidden="true" />;
export const RepeatGlyph = () => <i class="i mark" data-mark="repeat" aria-hidden="true" />;
/** Rare, and not in the face. */
export const QueuedGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9.2" stroke-dasharray="3.2 2.58" />
    <path d="M12 7v5.2l3 1.9" />
  </svg>
);
