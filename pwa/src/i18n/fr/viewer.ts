/** French: pictures on the whole screen */
import type { Text } from '../text.ts';

export const viewer = {
  'viewer.close': 'Fermer les images',
  'viewer.position': '{{ at }} sur {{ of }}',
  'viewer.next': 'Image suivante',
  'viewer.previous': 'Image précédente',
  'viewer.zoom-in': 'Agrandir',
  'viewer.zoom-out': 'Réduire',
  'viewer.loading': 'L’image arrive…',
  'viewer.gone': 'Cette image n’est pas disponible ici pour l’instant.',
  'viewer.unreadable': 'Cet appareil ne sait pas lire cette image.',
} as const satisfies Readonly<Record<string, Text>>;
