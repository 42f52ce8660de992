/**
 * What notifications say, in the three languages: the service worker does not carry the app's dictionaries. A place and a level when it may not
 * say more (NOTIFY-2).
 */
import type { WokenMessage } from '@sanad/model/engine/wake-request';
import { type EventWords, eventWords } from './event-words.ts';
import { filesSaid } from './file-words.ts';

export interface Words {
  readonly urgent: string;
  readonly urgentHidden: string;
  readonly message: string;
  readonly messageHidden: string;
  /** In the place of words that a message does not have. */
  readonly files: (files: WokenMessage['files']) => string;
  readonly events: EventWords;
  readonly important: string;
  readonly late: string;
  readonly lateBody: string;
  readonly unanswered: string;
  readonly unansweredBody: string;
  readonly answered: string;
  readonly answeredBody: string;
  readonly mine: string;
  readonly mineBody: string;
  readonly replied: string;
  readonly repliedBody: string;
  readonly withdrawn: string;
  readonly withdrawnBody: string;
  readonly over: string;
  readonly overBody: string;
  readonly call: string;
  readonly callBody: string;
  readonly callOver: string;
  readonly callOverBody: string;
  readonly callMissed: string;
  readonly groupCall: string;
  readonly announcement: string;
  readonly announcementBody: string;
  readonly announcementOver: string;
  readonly announcementOverBody: string;
  readonly test: string;
  readonly testBody: string;
  readonly take: string;
  readonly read: string;
  readonly open: string;
  readonly taken: string;
  readonly takenBody: string;
  readonly takenOffline: string;
}

const fr: Words = {
  urgent: 'Urgent',
  urgentHidden: 'Message urgent. Ouvrez SANAD pour répondre.',
  message: 'Message',
  messageHidden: 'Nouveau message dans SANAD',
  files: filesSaid('fr'),
  events: eventWords('fr'),
  important: 'Important',
  late: 'Toujours sans réponse',
  lateBody: 'Votre message urgent n’a pas encore de réponse. Ouvrez SANAD.',
  unanswered: 'Personne n’a répondu',
  unansweredBody: 'Un message urgent est resté sans réponse. Ouvrez SANAD pour voir que faire.',
  answered: 'Urgent pris en charge',
  answeredBody: 'Vous n’avez plus rien à faire.',
  mine: 'Réponse enregistrée',
  mineBody: 'Les autres connaissent votre réponse.',
  replied: 'Réponse à votre message urgent',
  repliedBody: 'Ouvrez SANAD pour voir qui répond.',
  withdrawn: 'Message urgent retiré',
  withdrawnBody: 'La personne qui l’a envoyé n’en a plus besoin.',
  over: 'Urgent resté sans réponse',
  overBody: 'SANAD ne sonne plus, et la personne qui l’a envoyé le sait. Vous pouvez encore répondre.',
  call: 'Appel',
  callBody: 'On vous appelle. Ouvrez SANAD pour répondre.',
  callOver: 'Appel terminé',
  callOverBody: 'L’appel ne sonne plus. Ouvrez SANAD pour rappeler.',
  callMissed: 'Appel manqué',
  groupCall: 'A commencé un appel. Ouvrez SANAD pour le rejoindre.',
  announcement: 'Annonce de l’hôpital',
  announcementBody: 'Ouvrez SANAD pour la lire.',
  announcementOver: 'Annonce terminée',
  announcementOverBody: 'Il n’y a plus rien à lire.',
  test: 'SANAD peut vous joindre',
  testBody: 'Cet appareil a bien reçu l’essai.',
  take: 'Je m’en charge',
  read: 'Marquer lu',
  open: 'Ouvrir',
  taken: 'Réponse enregistrée',
  takenBody: 'Vous vous en chargez. SANAD le dit aux autres.',
  takenOffline: 'Pas de réseau : SANAD le dira aux autres dès son retour. D’ici là, ils sont encore appelés.',
};
const ar: Words = {
  urgent: 'عاجل',
  urgentHidden: 'رسالة عاجلة. افتح SANAD للردّ.',
  message: 'رسالة',
  messageHidden: 'رسالة جديدة في SANAD',
  files: filesSaid('ar'),
  events: eventWords('ar'),
  important: 'هامّ',
  late: 'بدون ردّ إلى الآن',
  lateBody: 'لم يردّ أحد بعد على رسالتك العاجلة. افتح SANAD.',
  unanswered: 'لم يردّ أحد',
  unansweredBody: 'بقيت رسالة عاجلة بدون ردّ. افتح SANAD لترى ما يمكن فعله.',
  answered: 'تمّ التكفّل بالرسالة العاجلة',
  answeredBody: 'لم يعد مطلوبًا منك شيء.',
  mine: 'سُجّل ردّك',
  mineBody: 'الآخرون يعرفون ردّك.',
  replied: 'ردّ على رسالتك العاجلة',
  repliedBody: 'افتح SANAD لترى من ردّ.',
  withdrawn: 'سُحبت الرسالة العاجلة',
  withdrawnBody: 'لم يعد مرسلها بحاجة إليها.',
  over: 'رسالة عاجلة بقيت بدون ردّ',
  overBody: 'توقّف SANAD عن التنبيه، ومرسلها يعلم ذلك. لا يزال بإمكانك الردّ.',
  call: 'مكالمة',
  callBody: 'هناك من يتّصل بك. افتح SANAD للردّ.',
  callOver: 'انتهت المكالمة',
  callOverBody: 'لم تعد المكالمة ترنّ. افتح SANAD لتعاود الاتّصال.',
  callMissed: 'مكالمة فائتة',
  groupCall: 'بدأت مكالمة في المجموعة. افتح SANAD للانضمام.',
  announcement: 'إعلان من المستشفى',
  announcementBody: 'افتح SANAD لقراءته.',
  announcementOver: 'انتهى الإعلان',
  announcementOverBody: 'لم يبقَ ما يُقرأ.',
  test: 'يمكن لـ SANAD الاتصال بك',
  testBody: 'وصلت التجربة إلى هذا الجهاز.',
  take: 'أتكفّل بها',
  read: 'مقروءة',
  open: 'فتح',
  taken: 'سُجّل ردّك',
  takenBody: 'أنت تتكفّل بها. سيُعلم SANAD الآخرين.',
  takenOffline: 'لا توجد شبكة: سيُعلم SANAD الآخرين عند عودتها. إلى ذلك الحين يستمرّ تنبيههم.',
};
const en: Words = {
  urgent: 'Urgent',
  urgentHidden: 'An urgent message. Open SANAD to answer.',
  message: 'Message',
  messageHidden: 'New message in SANAD',
  files: filesSaid('en'),
  events: eventWords('en'),
  important: 'Important',
  late: 'Still no answer',
  lateBody: 'Nobody has answered your urgent message yet. Open SANAD.',
  unanswered: 'Nobody answered',
  unansweredBody: 'An urgent message was left without an answer. Open SANAD to see what you can do.',
  answered: 'Urgent message taken',
  answeredBody: 'There is nothing left for you to do.',
  mine: 'Your answer is kept',
  mineBody: 'The others know your answer.',
  replied: 'An answer to your urgent message',
  repliedBody: 'Open SANAD to see who answers.',
  withdrawn: 'Urgent message withdrawn',
  withdrawnBody: 'Whoever sent it does not need it any more.',
  over: 'Urgent message left unanswered',
  overBody: 'SANAD rings no more, and whoever sent it knows. You can still answer.',
  call: 'Call',
  callBody: 'Somebody is calling you. Open SANAD to answer.',
  callOver: 'The call is over',
  callOverBody: 'It rings no more. Open SANAD to call back.',
  callMissed: 'Missed call',
  groupCall: 'Started a call. Open SANAD to join.',
  announcement: 'Hospital announcement',
  announcementBody: 'Open SANAD to read it.',
  announcementOver: 'The announcement is over',
  announcementOverBody: 'There is nothing left to read.',
  test: 'SANAD can reach you',
  testBody: 'This device received the test.',
  take: 'I take it',
  read: 'Mark as read',
  open: 'Open',
  taken: 'Your answer is kept',
  takenBody: 'You see to it. SANAD tells the others.',
  takenOffline: 'No network: SANAD tells the others when it is back. Until then they are still called.',
};

const WORDS: Readonly<Record<string, Words>> = { fr, ar, en };
export const wordsOf = (language: string): Words => WORDS[language] ?? fr;
export const directionOf = (language: string): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');
