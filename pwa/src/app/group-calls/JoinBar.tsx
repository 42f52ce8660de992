/** Under the header of a group whose call goes on without her: how many are in, and a way in. */
import type { SpaceId } from '@sanad/model/ids';
import Phone from 'lucide-solid/icons/phone';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useGroupCalls } from './create-group-calls.ts';
import { useJoinGroupCall } from './use-join-group-call.ts';
import './join-bar.css';

export const JoinBar = (props: { readonly conversation: SpaceId }) => {
  const { t, n } = useI18n();
  const calls = useGroupCalls();
  const join = useJoinGroupCall();
  const others = () => (calls.row()?.conversation === props.conversation ? undefined : calls.goingOn(props.conversation));
  return (
    <Show when={others()}>
      {(call) => (
        <section class="join-bar" aria-label={t('group-calls.title')}>
          <Phone class="i" />
          <span role="status">{n('group-calls.going-on', call().people.length)}</span>
          <button type="button" class="btn" data-kind="go" onClick={() => void join(props.conversation)}>
            {t('group-calls.join')}
          </button>
        </section>
      )}
    </Show>
  );
};
