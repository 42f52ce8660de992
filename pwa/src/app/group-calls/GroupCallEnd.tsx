/** She is not in the call of the group any more, and why. */
import type { GroupCallLeft } from '@sanad/model/engine/api';
import X from 'lucide-solid/icons/x';
import { createEffect, onCleanup } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useGroupCalls } from './create-group-calls.ts';

const plainEndMs = 2_500;

export const GroupCallEnd = (props: { readonly left: GroupCallLeft }) => {
  const { t } = useI18n();
  const calls = useGroupCalls();
  createEffect(() => {
    // What she did herself needs no word of hers.
    if (props.left.reason !== 'left' && props.left.reason !== 'elsewhere') return;
    const timer = setTimeout(calls.dismiss, plainEndMs);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <section class="call-end" role="status">
      <span class="call-end-words">
        <span>{t(`group-calls.left.${props.left.reason}`)}</span>
      </span>
      <button type="button" class="icon-btn" aria-label={t('common.close')} onClick={() => calls.dismiss()}>
        <X class="i" />
      </button>
    </section>
  );
};
