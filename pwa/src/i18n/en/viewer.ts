/** English: pictures on the whole screen */
import type { viewer as french } from '../fr/viewer.ts';
import type { Same } from '../text.ts';

export const viewer: Same<typeof french> = {
  'viewer.close': 'Close the pictures',
  'viewer.position': '{{ at }} of {{ of }}',
  'viewer.next': 'Next picture',
  'viewer.previous': 'Previous picture',
  'viewer.zoom-in': 'Zoom in',
  'viewer.zoom-out': 'Zoom out',
  'viewer.loading': 'Fetching the picture…',
  'viewer.gone': 'This picture is not available here at the moment.',
  'viewer.unreadable': 'This device cannot read this picture.',
};
