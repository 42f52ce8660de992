/** French: the administration. */
import type { Text } from '../text.ts';

export const admin = {
  'admin.title': 'Administration',
  'admin.sections': 'Rubriques de l’administration',
  'admin.accounts': 'Comptes',
  'admin.usage': 'Usage',
  'admin.audit': 'Journal',
  'admin.hospital': 'Hôpital',
  'admin.offline.title': 'L’administration a besoin d’une connexion',
  'admin.offline.text':
    'Comptes, rôles et journal ne sont jamais copiés sur cet appareil. Vos messages, l’agenda et les gardes restent disponibles hors ligne.',
  'admin.offline.messages': 'Aller aux messages',
} as const satisfies Readonly<Record<string, Text>>;
