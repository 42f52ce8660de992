/** Opens the menu of one message; shown while the message is pointed at or has the focus, and always there for a screen reader. */

import type { MessageRow } from '@sanad/model/engine/api';
import { lineOfRow } from '../../app/files/file-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

const spokenCharacters = 40;

/** The thread hears the press (Thread.tsx): hundreds of these are made while somebody scrolls. */
export const MoreButton = (props: { readonly row: MessageRow }) => {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <button
      type="button"
      class="msg-more"
      data-more=""
      aria-haspopup="menu"
      title={t('msg.actions')}
      aria-label={t('msg.actions-of', { text: lineOfRow(i18n, props.row).slice(0, spokenCharacters) })}
    >
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 12h.01M19 12h.01M5 12h.01" />
      </svg>
    </button>
  );
};
