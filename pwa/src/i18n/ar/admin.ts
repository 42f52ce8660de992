/** Arabic: the administration. */
import type { admin as french } from '../fr/admin.ts';
import type { Same } from '../text.ts';

export const admin: Same<typeof french> = {
  'admin.title': 'الإدارة',
  'admin.sections': 'أقسام الإدارة',
  'admin.accounts': 'الحسابات',
  'admin.usage': 'الاستعمال',
  'admin.audit': 'السجل',
  'admin.hospital': 'المستشفى',
  'admin.offline.title': 'الإدارة تحتاج إلى اتصال',
  'admin.offline.text': 'لا تُنسخ الحسابات والأدوار والسجل إلى هذا الجهاز أبدًا. رسائلك والرزنامة والمناوبات تبقى متاحة دون اتصال.',
  'admin.offline.messages': 'إلى الرسائل',
};
