/** Arabic: said on many screens: the frame, people, priorities, delivery, the network. */

import type { common as french } from '../fr/common.ts';
import { loadingWords } from '../loading-words.ts';
import type { Same } from '../text.ts';

export const common: Same<typeof french> = {
  'common.back': 'رجوع',
  'common.close': 'إغلاق',
  'common.cancel': 'إلغاء',
  'common.retry': 'إعادة المحاولة',
  'common.continue': 'متابعة',
  'common.save': 'حفظ',
  'common.search': 'بحث',
  'common.loading': loadingWords.ar,
  'common.skip': 'إلى المحتوى',
  'common.encrypted': 'الرسائل مشفّرة من الطرف إلى الطرف',
  'common.you': 'أنت',
  'common.language': 'اللغة',

  'nav.main': 'التنقل الرئيسي',
  'nav.messages': 'الرسائل',
  'nav.directory': 'الدليل',
  'nav.admin': 'الإدارة',
  'nav.settings': 'الملف',
  'nav.profile': 'الملف والإعدادات',
  'nav.urgents': {
    zero: 'لا رسائل عاجلة غير مقروءة',
    one: 'رسالة عاجلة غير مقروءة',
    two: 'رسالتان عاجلتان غير مقروءتين',
    few: '{{ count }} رسائل عاجلة غير مقروءة',
    many: '{{ count }} رسالة عاجلة غير مقروءة',
    other: '{{ count }} رسالة عاجلة غير مقروءة',
  },

  'profession.doctor': 'طبيب(ة)',
  'profession.nurse': 'ممرّض(ة)',
  'profession.administrative': 'الإدارة',

  'person.doctor': 'د. {{ name }}',
  'person.gone': 'لم يعد في الدليل',
  'person.unverified': 'هوية غير مؤكَّدة',

  'priority.normal': 'عادي',
  'priority.medium': 'هامّ',
  'priority.urgent': 'عاجل',
  'priority.normal.hint': 'للعلم.',
  'priority.medium.hint': 'يُقرأ اليوم، ويظهر بلون العنبر.',
  'priority.urgent.hint': 'تطلب ردًّا، وترنّ حتى في الساعات الهادئة.',
  'priority.title': 'الأولوية',
  'priority.choose': 'الأولوية: {{ name }}',
  'priority.reset': 'العودة إلى عادي',

  'delivery.queued': 'في الانتظار',
  'delivery.sent': 'أُرسلت',
  'delivery.delivered': 'وصلت',
  'delivery.read': 'قُرئت',

  'defect.title': 'توقّف SANAD',
  'defect.lead': 'هذا خطأ منا لا منك. رسائلك محفوظة على هذا الجهاز.',
  'defect.reload': 'إعادة التحميل',

  'conn.offline': 'غير متصل',
  'conn.connecting': 'جارٍ الاتصال…',
  'conn.nothing-waits': 'كل شيء يبقى مقروءًا',
  'conn.waiting': {
    zero: 'لا رسائل في الانتظار',
    one: 'رسالة في الانتظار',
    two: 'رسالتان في الانتظار',
    few: '{{ count }} رسائل في الانتظار',
    many: '{{ count }} رسالة في الانتظار',
    other: '{{ count }} رسالة في الانتظار',
  },
  'conn.sending': 'إرسال {{ done }} من {{ total }}',
  'conn.up-to-date': 'محدَّث',
  'conn.arrived': {
    zero: 'لا رسائل جديدة',
    one: 'رسالة أُعيدت إلى وقتها',
    two: 'رسالتان أُعيدتا إلى وقتهما',
    few: '{{ count }} رسائل أُعيدت إلى وقتها',
    many: '{{ count }} رسالة أُعيدت إلى وقتها',
    other: '{{ count }} رسالة أُعيدت إلى وقتها',
  },
  'conn.session-expired': 'انتهت الجلسة',
  'conn.session-expired.text': 'ادخل من جديد للإرسال',
  'conn.suspended': 'الحساب معلّق',
  'conn.suspended.text': 'للقراءة فقط',

  'update.ready': 'نسخة جديدة جاهزة.',
  'update.apply': 'تحديث',

  'missing.title': 'صفحة غير موجودة',
  'missing.text': 'هذا العنوان لا يؤدي إلى شيء في SANAD.',
  'missing.home': 'العودة إلى الرسائل',
};
