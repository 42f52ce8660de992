/** Arabic: the directory. */
import type { people as french } from '../fr/people.ts';
import type { Same } from '../text.ts';

export const people: Same<typeof french> = {
  'people.title': 'الدليل',
  'people.new': 'رسالة جديدة',
  'people.search': 'الاسم، القسم، الوظيفة',
  'people.all': 'الكل',
  'people.my-unit': 'قسمي',
  'people.doctors': 'الأطباء',
  'people.nurses': 'الممرضون',
  'people.write-to': 'مراسلة {{ name }}',
  'people.write': 'مراسلة',
  'people.card': 'البطاقة',
  'people.extension': 'الرقم الداخلي',
  'people.languages': 'يتكلم',
  'people.reachable': 'يمكن تنبيهه بالإشعارات',
  'people.reachable.yes': 'نعم',
  'people.reachable.no': 'لا',
  'people.unreachable.text': 'لم يصل أيّ إشعار إلى أجهزته منذ ثمانية أيام. اطلب منه فتح الملف ثم الإشعارات والأصوات.',
  'people.unit': 'القسم',
  'people.unverified.text': 'لم يؤكد أي مسؤول هذه الهوية: لا تمكن مراسلتها.',
  'people.empty.title': 'الدليل فارغ',
  'people.empty.text': 'يظهر هنا الزملاء المقبولون، حتى دون شبكة.',
  'people.none.title': 'لا أحد يطابق',
  'people.none.text': 'يشمل البحث الاسم والقسم والوظيفة والرقم الداخلي.',
  'people.unknown.title': 'شخص غير موجود',
  'people.unknown.text': 'هذا الشخص ليس في دليل هذا الجهاز.',
  'people.pick.title': 'اختر شخصًا',
  'people.pick.text': 'تظهر بطاقته هنا.',
  'people.mute-archive': 'كتم وأرشفة',
};
