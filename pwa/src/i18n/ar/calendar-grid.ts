/** Arabic: hours and days of the calendar, moving events. */
import type { calendarGrid as french } from '../fr/calendar-grid.ts';
import type { Same } from '../text.ts';

export const calendarGrid: Same<typeof french> = {
  'move.done': 'نُقل: {{ when }}',
  'move.done-offline': 'نُقل هنا: {{ when }}. سيُرسل عند عودة الشبكة.',
  'move.undone': 'أُعيد إلى مكانه.',
  'grid.hour': 'الساعة',
  'grid.all-day': 'يوم كامل',
  'grid.cell': '{{ day }}، {{ time }}',
  'grid.cell.day': '{{ day }}، طوال اليوم',
  'grid.open-day': '{{ day }}: فتح اليوم',
  'grid.calendar': 'رزنامة {{ name }}',
  'grid.continued': 'تتمّة',
  'grid.hours': '{{ from }} – {{ to }}',
  'grid.until': '… حتى {{ time }}',
  'grid.from-on': '{{ time }} ←',
  'grid.more': {
    zero: 'إظهار المزيد',
    one: 'إظهار موعد آخر',
    two: 'إظهار موعدين آخرين',
    few: 'إظهار {{ count }} مواعيد أخرى',
    many: 'إظهار {{ count }} موعدًا آخر',
    other: 'إظهار {{ count }} موعد آخر',
  },
  'grid.less': 'إظهار أقلّ',
  'grid.hint':
    'الأسهم: من ساعة إلى أخرى عبر المواعيد، ومن يوم إلى آخر. الصفحة التالية أو السابقة: الأسبوع. إدخال: فتح، أو إنشاء موعد في هذه الساعة. المسافة على موعد: نقله.',
  'grid.lifted': '{{ title }}: الأسهم للنقل، وShift مع الأسهم للنهاية، وإدخال للإبقاء، وEscape لتركه.',
  'grid.left': 'تُرك في مكانه.',
  'grid.fixed': 'لا يمكنك نقل هذا الموعد.',
};
