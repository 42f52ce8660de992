/** One table from failures to words: people read what happened to their message and what to do. */
import type { CommandError } from '@sanad/model/engine/api';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import type { SentenceKey, Translate } from '../i18n/translate.ts';

const BY_CODE: Partial<Record<ErrorCode | 'unknown', SentenceKey>> = {
  'auth/credentials': 'failure.credentials',
  'auth/required': 'failure.session',
  'auth/forbidden': 'failure.forbidden',
  'auth/code': 'failure.code',
  'auth/code-expired': 'failure.code-expired',
  'auth/passkey': 'failure.passkey',
  'auth/proof': 'failure.proof',
  'auth/second-factor-required': 'failure.second-factor-required',
  'auth/passkey-required': 'failure.passkey-required',
  'auth/shared-computer': 'failure.shared-computer',
  'sign-up/invitation-only': 'failure.invitation-only',
  'account/pending': 'failure.pending',
  'account/suspended': 'failure.suspended',
  'account/email-taken': 'failure.email-taken',
  'account/staff-number-taken': 'failure.staff-number-taken',
  'account/password-weak': 'failure.password-weak',
  'account/first-admin-link': 'failure.first-admin-link',
  'account/password-link': 'failure.first-admin-link',
  'account/last-administrator': 'failure.last-administrator',
  'account/no-organisation': 'failure.no-organisation',
  'invitation/invalid': 'failure.invitation',
  'invitation/too-many': 'failure.invitation-too-many',
  'unit/unknown': 'failure.unit-unknown',
  'unit/place': 'failure.unit-place',
  'unit/name-taken': 'failure.unit-name-taken',
  'unit/too-many': 'failure.unit-too-many',
  'announcement/invalid': 'failure.announcement',
  'announcement/too-many': 'failure.announcement-too-many',
  'request/rate-limited': 'failure.rate-limited',
  'request/version': 'failure.version',
  'server/unavailable': 'failure.unavailable',
  'server/defect': 'failure.unavailable',
  'chain/conflict': 'failure.conflict',
  'epoch/conflict': 'failure.conflict',
};

const minuteMs = 60_000;

export function failureWords(words: Translate, error: CommandError): string {
  if (error.type !== 'refused') return words.t(`failure.${error.type}`);
  if (error.code === 'request/rate-limited' && error.retryAfterMs !== undefined)
    return words.n('failure.wait', Math.ceil(error.retryAfterMs / minuteMs));
  const key = BY_CODE[error.code];
  return key === undefined ? words.t('failure.other', { code: error.code }) : words.t(key);
}
