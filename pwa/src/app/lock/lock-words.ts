/** What a refused change of the lock says. */
import type { SecretKind, SetLockError } from '@sanad/model/engine/api';
import type { Translate } from '../../i18n/translate.ts';
import type { PasskeyError } from './lock-passkey.ts';

export function lockWords(
  { t }: Pick<Translate, 't'>,
  { type }: SetLockError | PasskeyError,
  kind: SecretKind = 'pin',
): string | undefined {
  switch (type) {
    case 'malformed':
      return t(`lock.failure.malformed-${kind}`);
    case 'guessable':
      return t('lock.failure.guessable');
    case 'wrong':
    case 'proof-needed':
      return t('lock.failure.wrong');
    case 'wait':
      return t('failure.rate-limited');
    case 'busy':
      return t('lock.busy');
    case 'storage-full':
      return t('lock.failure.storage-full');
    case 'no-prf':
      return t('lock.failure.no-prf');
    case 'refused':
      return t('lock.passkey-failed');
    case 'last-on-shared':
      return t('shared.lock-stays');
    case 'last-by-rules':
      return t('lock.by-rules.stays');
    case 'not-ready':
      return t('failure.not-ready');
    // The screen that says so stands already.
    case 'emptied':
      return undefined;
  }
}
