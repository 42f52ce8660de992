/** A new event on the day that is shown. */
import { A, useLocation } from '@solidjs/router';
import Plus from 'lucide-solid/icons/plus';
import { useI18n } from '../../i18n/use-i18n.ts';
import { newEventHref } from './event/event-address.ts';

export const NewEventButton = (props: { readonly date: string; readonly class: string }) => {
  const { t } = useI18n();
  const location = useLocation();
  return (
    <A
      class={`icon-btn ${props.class}`}
      data-kind="accent"
      href={newEventHref(location.search, props.date)}
      aria-label={t('event.new')}
      title={t('event.new')}
    >
      <Plus class="i" />
    </A>
  );
};
