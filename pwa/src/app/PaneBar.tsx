/** The head of a page that was opened from another one: the way back, and what it is. */
import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import { useI18n } from '../i18n/use-i18n.ts';
import { focusOnMount } from '../ui/focus-on-mount.ts';

interface PaneBarProps {
  readonly title: string;
  readonly back: string;
  /** On a desk what it was opened from stands beside it. */
  readonly isBackOnPhoneAlone?: boolean | undefined;
}

export const PaneBar = (props: PaneBarProps) => {
  const { t } = useI18n();
  return (
    <header class="bar">
      <A
        class="icon-btn"
        classList={{ 'only-phone': props.isBackOnPhoneAlone === true }}
        href={props.back}
        aria-label={t('common.back')}
      >
        <ChevronLeft class="i flip" />
      </A>
      <h1 class="grow" ref={focusOnMount}>
        {props.title}
      </h1>
    </header>
  );
};
