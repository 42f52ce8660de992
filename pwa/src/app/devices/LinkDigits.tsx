/** LINK-3: six digits that two screens must have in common. */
import { useI18n } from '../../i18n/use-i18n.ts';
import './devices.css';

export const LinkDigits = (props: { readonly digits: string }) => {
  const { t } = useI18n();
  return (
    <p class="link-digits">
      <span class="hint">{t('link.digits')}</span>
      <b>{`${props.digits.slice(0, 3)} ${props.digits.slice(3)}`}</b>
    </p>
  );
};
