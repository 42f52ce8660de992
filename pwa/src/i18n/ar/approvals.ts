/** Arabic: requests for access, for administrators. */
import type { approvals as french } from '../fr/approvals.ts';
import type { Same } from '../text.ts';

export const approvals: Same<typeof french> = {
  'approvals.title': 'طلبات الحساب',
  'approvals.count': {
    zero: 'لا طلبات',
    one: 'طلب واحد للتثبّت',
    two: 'طلبان للتثبّت',
    few: '{{ count }} طلبات للتثبّت',
    many: '{{ count }} طلبًا للتثبّت',
    other: '{{ count }} طلب للتثبّت',
  },
  'approvals.code': 'الرمز',
  'approvals.since': 'طلب يوم {{ date }}',
  'approvals.refuse': 'رفض',
  'approvals.approve': 'موافقة',
  'approvals.empty.title': 'لا طلبات',
  'approvals.empty.text': 'تظهر هنا طلبات الحسابات الجديدة.',
  'approvals.offline.title': 'يلزم اتصال',
  'approvals.offline.text': 'لا تُحفظ الطلبات على هذا الجهاز.',
  'approvals.refresh': 'تجديد',
  'approvals.confirm.title': 'الموافقة على {{ name }}؟',
  'approvals.confirm.compare': 'قارن هذا الرمز بما يراه الشخص على شاشته. إن اختلف فلا توافق.',
  'approvals.confirm.role': 'دوره',
  'approvals.role.member': 'عضو',
  'approvals.role.member.hint': 'يكتب ويستقبل الرسائل.',
  'approvals.role.administrator': 'مسؤول',
  'approvals.role.administrator.hint': 'يوافق أيضًا على الحسابات. لعدد قليل من الأشخاص.',
  'approvals.confirm.submit': 'الرمز نفسه، موافقة',
  'approvals.refuse.title': 'رفض طلب {{ name }}؟',
  'approvals.refuse.text': 'يُعلَم الشخص بذلك ويمكنه الاتصال بالإدارة.',
  'approvals.refuse.submit': 'رفض الطلب',
  'approvals.approved': 'يمكن لـ {{ name }} الكتابة الآن.',
  'approvals.refused': 'رُفض الطلب.',
  'approvals.forbidden.title': 'للمسؤولين فقط',
  'approvals.forbidden.text': 'حسابك لا يوافق على الطلبات.',
};
