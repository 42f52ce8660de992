/** Arabic: profile and settings. */
import type { settings as french } from '../fr/settings.ts';
import type { Same } from '../text.ts';

export const settings: Same<typeof french> = {
  'settings.title': 'الملف',
  'settings.edit': 'تعديل الملف',
  'settings.photo.choose': 'اختيار صورة',
  'settings.photo.remove': 'إزالة الصورة',
  'settings.photo.hint': 'تُصغَّر على هذا الجهاز قبل الإرسال.',
  'settings.photo.failed': 'لا تمكن قراءة هذه الصورة. جرّب صورة JPEG أو PNG.',
  'settings.unit': 'القسم',
  'settings.extension': 'الرقم الداخلي',
  'settings.languages': 'اللغات',
  'settings.saved': 'حُفظ الملف.',
  'settings.saved-offline': 'حُفظ هنا؛ يراه زملاؤك عند عودة الشبكة.',
  'settings.language': 'اللغة',
  'settings.theme': 'العرض',
  'settings.theme.auto': 'آلي',
  'settings.theme.auto.hint': 'مثل الجهاز',
  'settings.theme.light': 'فاتح',
  'settings.theme.dark': 'داكن',
  'settings.theme.veille': 'سهر',
  'settings.theme.veille.hint': 'للأقسام المطفأة: ضوء قليل وأزرق قليل',
  'settings.pick.title': 'اختر إعدادًا',
  'settings.pick.text': 'يُفتح هنا.',
  'settings.sign-out': 'الخروج من هذا الجهاز',
  'settings.staff-number': 'المعرّف الوظيفي',
  'settings.email': 'البريد الإلكتروني',
  'settings.name-fixed': 'الاسم والوظيفة تؤكدهما الإدارة.',
};
