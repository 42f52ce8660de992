/** One setting in the main pane, with the way back: to the list of settings on a phone, or to the setting that it is part of. */
import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import type { JSX } from 'solid-js';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

interface SettingPaneProps {
  readonly title: string;
  readonly partOf?: string | undefined;
  readonly children: JSX.Element;
}

export const SettingPane = (props: SettingPaneProps) => {
  const { t } = useI18n();
  useTitle(() => props.title);
  return (
    <div class="pane main">
      <header class="bar">
        <A
          class="icon-btn"
          classList={{ 'only-phone': props.partOf === undefined }}
          href={props.partOf ?? '/settings'}
          aria-label={t('common.back')}
        >
          <ChevronLeft class="i flip" />
        </A>
        <h1 class="grow" ref={focusOnMount}>
          {props.title}
        </h1>
      </header>
      <div class="scroll">
        <div class="page narrow">{props.children}</div>
      </div>
    </div>
  );
};
