/** The message with a link to a new password, in the three languages: the server does not know which of them she reads. */
import type { Mail } from './mailer.ts';

interface PasswordMail {
  readonly to: string;
  readonly organisation: string;
  readonly url: string;
  readonly hours: number;
}

export function passwordMail({ to, organisation, url, hours }: PasswordMail): Mail {
  const name = organisation.replace(/\s+/gu, ' ').trim();
  return {
    to,
    subject: `SANAD – ${name} : nouveau mot de passe · كلمة سرّ جديدة · new password`,
    text: [
      `Un nouveau mot de passe a été demandé pour votre compte SANAD (${name}). Ouvrez ce lien dans les ${hours} heures :`,
      url,
      'Si ce n’est pas vous, ne faites rien : rien ne change. Le lien n’ouvre aucun message.',
      '',
      `طُلبت كلمة سرّ جديدة لحسابك في سند (${name}). افتح هذا الرابط خلال ${hours} ساعة. إن لم تكن أنت فلا تفعل شيئًا.`,
      '',
      `A new password was asked for your SANAD account (${name}). Open this link within ${hours} hours. If it was not you, do nothing.`,
      '',
    ].join('\n'),
  };
}
