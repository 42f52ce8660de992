/** What stands on every chip, without a component of Lucide: these make their nodes one attribute at a time, and a month has hundreds. */
export const DutyGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M2 21a8 8 0 0 1 13.292-6" />
    <circle cx="10" cy="8" r="5" />
    <path d="m16 19 2 2 4-4" />
  </svg>
);
export const AskGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="10" />
    <path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01" />
  </svg>
);
export const ClashGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01" />
  </svg>
);
export const QueuedGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9.2" stroke-dasharray="3.2 2.58" />
    <path d="M12 7v5.2l3 1.9" />
  </svg>
);
export const PlaceGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0" />
    <circle cx="12" cy="10" r="3" />
  </svg>
);
export const RepeatGlyph = () => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d="m17 2 4 4-4 4M3 11v-1a4 4 0 0 1 4-4h14M7 22l-4-4 4-4M21 13v1a4 4 0 0 1-4 4H3" />
  </svg>
);
