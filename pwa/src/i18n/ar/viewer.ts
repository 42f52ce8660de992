/** Arabic: pictures on the whole screen */
import type { viewer as french } from '../fr/viewer.ts';
import type { Same } from '../text.ts';

export const viewer: Same<typeof french> = {
  'viewer.close': 'إغلاق الصور',
  'viewer.position': '{{ at }} من {{ of }}',
  'viewer.next': 'الصورة التالية',
  'viewer.previous': 'الصورة السابقة',
  'viewer.zoom-in': 'تكبير',
  'viewer.zoom-out': 'تصغير',
  'viewer.loading': 'الصورة في الطريق…',
  'viewer.gone': 'هذه الصورة غير متاحة هنا الآن.',
  'viewer.unreadable': 'لا يستطيع هذا الجهاز قراءة هذه الصورة.',
};
