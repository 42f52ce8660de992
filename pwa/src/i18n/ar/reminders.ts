/** Arabic: reminders and invitations in the app. */
import type { reminders as french } from '../fr/reminders.ts';
import type { Same } from '../text.ts';

export const reminders: Same<typeof french> = {
  'alerts.event.reminder': 'تذكير: {{ title }}',
  'alerts.event.invited': '{{ name }} يدعوك: {{ title }}',
  'alerts.event.moved': 'تغيّر الموعد: {{ title }}',
  'alerts.event.cancelled': 'أُلغي: {{ title }}',
  'alerts.event.answer': 'الردّ',
  'alerts.event.join': 'انضمام',
  'reminder.due': '{{ title }}: {{ when }}',
  'reminder.open': 'عرض',
  'notify.reminders': 'تذكيرات الرزنامة',
  'notify.reminders.calendar': 'الرزنامة',
  'notify.reminders.mute': 'كتم تذكيرات هذه الرزنامة',
  'notify.reminders.mute.hint': 'على كلّ أجهزتك. تصلك الدعوات والتغييرات رغم ذلك.',
  'notify.reminders.default': 'تذكير المواعيد الجديدة',
  'notify.reminders.usual': 'كالمعتاد ({{ when }})',
  'notify.reminders.none': 'بدون',
  'notify.reminders.hint': 'تؤجّل ساعات الهدوء التذكيرات، أمّا خارج المناوبة فلا. يصلك التذكير أيضًا عندما يكون SANAD مغلقًا.',
};
