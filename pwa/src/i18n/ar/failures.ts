/** Arabic: what a refused command says. */
import type { failures as french } from '../fr/failures.ts';
import type { Same } from '../text.ts';

export const failures: Same<typeof french> = {
  'failure.offline': 'لا شبكة: الخادم لا يجيب. لم يضع شيء، أعد المحاولة بعد قليل.',
  'failure.not-ready': 'SANAD ليس جاهزًا بعد. أعد المحاولة بعد قليل.',
  'failure.unknown-person': 'لم يعد هذا الشخص في الدليل.',
  'failure.unknown-conversation': 'لم تعد هذه المحادثة على هذا الجهاز.',
  'failure.not-member': 'لم تعد عضوًا في هذه المجموعة: لا تمكن الكتابة فيها.',
  'failure.continued': 'تتواصل هذه المجموعة في جزء جديد: اكتب هناك.',
  'failure.not-allowed': 'هذا غير مسموح: لمسؤولي المجموعة فقط، أو فات الأوان.',
  'failure.urgent-not-allowed': 'في هذا المستشفى لا ترسل مهنتك رسائل عاجلة. اختر «هامّ» أو اتّصل.',
  'failure.too-long': 'هذه الرسالة طويلة جدًا. اقسمها إلى اثنتين.',
  'failure.file-refused': 'لا يمكن إرفاق هذا الملف: فارغ أو كبير جدًا أو غير مقروء، أو في الرسالة ملفات كثيرة.',
  'failure.storage-full': 'الجهاز ممتلئ: أفرغ مكانًا ثم أعد المحاولة. نصك ما زال هنا.',
  'failure.credentials': 'المعرّف أو كلمة السر غير صحيح.',
  'failure.pending': 'ما زال حسابك ينتظر موافقة مسؤول.',
  'failure.suspended': 'حسابك معلّق. اتصل بالإدارة.',
  'failure.email-taken': 'لهذا البريد حساب من قبل.',
  'failure.staff-number-taken': 'لهذا المعرّف حساب من قبل.',
  'failure.password-weak': 'كلمة السر بسيطة جدًا. اختر أطول منها.',
  'failure.first-admin-link': 'استُعمل هذا الرابط أو لم يعد صالحًا.',
  'failure.no-organisation': 'لم يُنشأ المستشفى هنا بعد. اطلب رابط أول مسؤول.',
  'failure.rate-limited': 'محاولات كثيرة. انتظر دقيقة قبل الإعادة.',
  'failure.unavailable': 'الخادم غير متوفر حاليًا. أعد المحاولة بعد قليل.',
  'failure.version': 'هذه النسخة من SANAD قديمة جدًا. أعد تحميل الصفحة.',
  'failure.last-administrator': 'أنت آخر مسؤول: عيّن مسؤولًا آخر أولًا.',
  'failure.forbidden': 'ليس لحسابك هذا الحق.',
  'failure.session': 'انتهت جلستك. ادخل من جديد.',
  'failure.conflict': 'سبقك شخص آخر. جدّد الصفحة.',
  'failure.other': 'رفض الخادم (الرمز {{ code }}).',
};
