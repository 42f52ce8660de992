/** Pages of a list that the server cuts. */
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';

interface PagerProps {
  /** 0: the first. */
  readonly page: number;
  readonly total: number;
  readonly perPage: number;
  readonly onPage: (page: number) => void;
}

export const Pager = (props: PagerProps) => {
  const { t } = useI18n();
  const last = () => Math.max(0, Math.ceil(props.total / props.perPage) - 1);
  return (
    <Show when={last() > 0}>
      <nav class="pager" aria-label={t('admin.pages')}>
        <IconButton label={t('admin.pages.before')} disabled={props.page === 0} onClick={() => props.onPage(props.page - 1)}>
          <ChevronLeft class="i flip" />
        </IconButton>
        <span role="status">{t('admin.pages.of', { page: props.page + 1, last: last() + 1 })}</span>
        <IconButton label={t('admin.pages.after')} disabled={props.page >= last()} onClick={() => props.onPage(props.page + 1)}>
          <ChevronRight class="i flip" />
        </IconButton>
      </nav>
    </Show>
  );
};
