/** What the server showed, in words (TRUST-5). */
import type { TrustFault } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { Translate } from '../../i18n/translate.ts';

export function faultWords(
  words: Translate,
  { kind, user }: TrustFault,
  nameOf: (user: UserId) => string | undefined,
  me: UserId | undefined,
): string {
  if (kind === 'audit') return words.t('fault.audit');
  if (kind === 'organisation' || user === undefined) return words.t('fault.organisation');
  if (user === me && (kind === 'chain' || kind === 'genesis' || kind === 'rollback' || kind === 'hidden'))
    return words.t(`fault.${kind}.me`);
  return words.t(`fault.${kind}`, { name: `\u2068${nameOf(user) ?? words.t('fault.someone')}\u2069` });
}
