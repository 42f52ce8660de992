/** TRUST-2: a check and the word, never the colour alone. In a line of a list the mark stands without its frame. */
import type { UserId } from '@sanad/model/ids';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import './trust.css';
import { useTrust } from './use-trust.ts';

export const VerifiedMark = (props: { readonly user: UserId | undefined; readonly framed?: boolean | undefined }) => {
  const { t } = useI18n();
  const trust = useTrust();
  return (
    <Show when={trust.isVerified(props.user)}>
      <span class={props.framed ? 'tag' : 'verified'} data-k={props.framed ? 'ok' : undefined}>
        <ShieldCheck class="i" />
        {t('trust.verified')}
      </span>
    </Show>
  );
};
