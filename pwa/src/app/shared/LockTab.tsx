/** The rail's lock on a shared computer: how long until it closes by itself; one press closes it now. */
import LockIcon from 'lucide-solid/icons/lock';
import LogOut from 'lucide-solid/icons/log-out';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { clockWords } from './countdown.ts';
import type { SharedHost } from './shared-host.ts';
import './shared.css';

export const LockTab = (props: { readonly host: SharedHost }) => {
  const { t } = useI18n();
  return (
    <button type="button" class="tab lock-tab" onClick={() => props.host.close()}>
      <Show when={props.host.isPassing} fallback={<LockIcon class="i" />}>
        <LogOut class="i flip" />
      </Show>
      {/* The seconds are not read out: the name says what the button does. */}
      <b aria-hidden="true">{clockWords(props.host.left())}</b>
      {t(props.host.isPassing ? 'shared.leave' : 'shared.lock')}
    </button>
  );
};
