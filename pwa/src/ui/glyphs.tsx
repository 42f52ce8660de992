/**
 * SANAD's own glyphs, and those of Lucide's that stand on every message or beside every colleague: a Lucide component makes its nodes one
 * attribute at a time, which what scrolls cannot afford. Without `label` a glyph is decoration.
 */
import type { JSX } from 'solid-js';

export interface GlyphProps {
  readonly class?: string | undefined;
  readonly label?: string | undefined;
}

const Solid = (
  props: GlyphProps & { readonly path: string; readonly box?: string | undefined; readonly children?: JSX.Element | undefined },
) => (
  <svg
    class={`i solid ${props.class ?? ''}`}
    viewBox={props.box ?? '0 0 24 24'}
    role={props.label === undefined ? undefined : 'img'}
    aria-label={props.label}
    aria-hidden={props.label === undefined ? 'true' : undefined}
  >
    <path fill-rule="evenodd" d={props.path} />
    {props.children}
  </svg>
);

const Line = (props: GlyphProps & { readonly children: JSX.Element }) => (
  <svg
    class={`i ${props.class ?? ''}`}
    viewBox="0 0 24 24"
    role={props.label === undefined ? undefined : 'img'}
    aria-label={props.label}
    aria-hidden={props.label === undefined ? 'true' : undefined}
  >
    {props.children}
  </svg>
);

const MARK =
  'M16 1.5c6.2 0 11 4.8 11 11V23a1.8 1.8 0 0 1-1.8 1.8H6.8A1.8 1.8 0 0 1 5 23V12.5C5 6.3 9.8 1.5 16 1.5Zm-5.2 11.7a1.95 1.95 0 1 0 0 3.9 1.95 1.95 0 0 0 0-3.9Zm5.2 0a1.95 1.95 0 1 0 0 3.9 1.95 1.95 0 0 0 0-3.9Zm5.2 0a1.95 1.95 0 1 0 0 3.9 1.95 1.95 0 0 0 0-3.9Z';
const URGENT =
  'M8.1 1.6h7.8a1.5 1.5 0 0 1 1.06.44l5 5a1.5 1.5 0 0 1 .44 1.06v7.8a1.5 1.5 0 0 1-.44 1.06l-5 5a1.5 1.5 0 0 1-1.06.44H8.1a1.5 1.5 0 0 1-1.06-.44l-5-5a1.5 1.5 0 0 1-.44-1.06V8.1a1.5 1.5 0 0 1 .44-1.06l5-5A1.5 1.5 0 0 1 8.1 1.6ZM12 6.2c-.83 0-1.48.7-1.42 1.53l.42 5.34a1 1 0 0 0 2 0l.42-5.34A1.42 1.42 0 0 0 12 6.2Zm0 9.1a1.45 1.45 0 1 0 0 2.9 1.45 1.45 0 0 0 0-2.9Z';
const MEDIUM =
  'M10.6 1.7a2 2 0 0 1 2.8 0l8.9 8.9a2 2 0 0 1 0 2.8l-8.9 8.9a2 2 0 0 1-2.8 0l-8.9-8.9a2 2 0 0 1 0-2.8l8.9-8.9ZM12 6.6c-.8 0-1.42.67-1.36 1.46l.36 4.6a1 1 0 0 0 2 0l.36-4.6A1.36 1.36 0 0 0 12 6.6Zm0 8.2a1.35 1.35 0 1 0 0 2.7 1.35 1.35 0 0 0 0-2.7Z';

/** The arch on its base; its studs are also somebody typing. */
export const MarkGlyph = (props: GlyphProps) => (
  <Solid class={`mark ${props.class ?? ''}`} label={props.label} path={MARK} box="0 0 32 32">
    <rect x="2" y="27" width="28" height="3.6" rx="1.8" />
  </Solid>
);
export const UrgentGlyph = (props: GlyphProps) => <Solid class={props.class} label={props.label} path={URGENT} />;
export const MediumGlyph = (props: GlyphProps) => <Solid class={props.class} label={props.label} path={MEDIUM} />;
export const NormalGlyph = (props: GlyphProps) => (
  <Line class={props.class} label={props.label}>
    <circle cx="12" cy="12" r="8.5" />
  </Line>
);

const DELIVERY = {
  /** A clock in a dashed ring: still on this device. */
  queued: 'M12 7v5.2l3 1.9',
  /** One check: on the server. */
  sent: 'M20 6 9 17l-5-5',
  /** Two checks: on a device of hers. */
  delivered: 'M1.6 13.2l4.2 4.2L14.6 8M10.6 15.6l1.8 1.8L22.2 7',
  /** An eye: shown to her. */
  read: 'M2.06 12.35a1 1 0 0 1 0-.7 10.75 10.75 0 0 1 19.88 0 1 1 0 0 1 0 .7 10.75 10.75 0 0 1-19.88 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
} as const;

/** One picture whose lines change: hundreds are made while a thread is scrolled, and a state follows another in place. */
export const DeliveryGlyph = (props: { readonly of: keyof typeof DELIVERY; readonly label: string | undefined }) => (
  <svg
    class="i"
    viewBox="0 0 24 24"
    role={props.label === undefined ? undefined : 'img'}
    aria-label={props.label}
    aria-hidden={props.label === undefined ? 'true' : undefined}
  >
    {props.of === 'queued' ? <circle cx="12" cy="12" r="9.2" stroke-dasharray="3.2 2.58" /> : undefined}
    <path d={DELIVERY[props.of]} />
  </svg>
);

const ROW = {
  stethoscope:
    'M11 2v2M5 2v2M5 3H4a2 2 0 0 0-2 2v4a6 6 0 0 0 12 0V5a2 2 0 0 0-2-2h-1M8 15a6 6 0 0 0 12 0v-3M18 10a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  'heart-pulse':
    'M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5M3.22 13H9.5l.5-1 2 4.5 2-7 1.5 3.5h5.27',
  'clipboard-list':
    'M9 2h6a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM16 4h2a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2M12 11h4M12 16h4M8 11h.01M8 16h.01',
  'message-circle':
    'M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719',
  phone:
    'M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384',
} as const;

/** One picture of one line, in rows of people. */
export const RowGlyph = (props: { readonly of: keyof typeof ROW }) => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d={ROW[props.of]} />
  </svg>
);
