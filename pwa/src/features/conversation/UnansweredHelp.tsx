/**
 * Nobody answered (ALARM-9): whoever was asked or belongs there can still see to it; the sender, and who administers the group, get help with one press
 * each.
 */
import type { MessageRow, UrgentRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Check from 'lucide-solid/icons/check';
import Copy from 'lucide-solid/icons/copy';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import { Show } from 'solid-js';
import { createAnswers } from '../../app/urgent/create-answers.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { useThreadDoor } from './thread-door.ts';

export const UnansweredHelp = (props: { readonly row: Pick<MessageRow, 'id' | 'mine'>; readonly urgent: UrgentRow }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const toaster = useToaster();
  const answers = createAnswers();
  const extension = () =>
    props.urgent.asked.map((user) => door.person(user)?.extension).find((known) => known !== undefined && known !== '');
  const copy = async (text: string) => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    toaster.show({ text: t(isCopied ? 'urgent.extension-copied' : 'msg.copy-failed') });
  };
  return (
    <>
      <Show when={props.urgent.canStillAnswer}>
        <div class="slab-acts">
          <Button kind="ack" size="lg" onClick={() => void answers.take({ conversation: door.conversation, id: props.row.id })}>
            <Check class="i" />
            {t('urgent.take')}
          </Button>
        </div>
      </Show>
      <Show when={props.row.mine || door.group()?.admin}>
        <p class="slab-steps">{t('urgent.unanswered.hint')}</p>
        <div class="slab-acts">
          <Show when={extension()}>
            {(number) => (
              <button type="button" class="btn" data-kind="line" data-size="lg" onClick={() => void copy(number())}>
                <Copy class="i" />
                {t('urgent.copy-extension', { extension: number() })}
              </button>
            )}
          </Show>
          <Show
            when={door.rights().mayForward}
            fallback={
              <A class="btn" data-kind="line" data-size="lg" href="/new">
                {t('urgent.ask-other')}
              </A>
            }
          >
            <Button kind="line" size="lg" onClick={() => door.openSheet({ kind: 'forward', id: props.row.id })}>
              <UserRoundPlus class="i" />
              {t('urgent.ask-other')}
            </Button>
          </Show>
        </div>
      </Show>
    </>
  );
};
