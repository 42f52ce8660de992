/** What stands above the field: who will read it, what is changed or answered, what keeps it here, its priority, forms that were begun. */

import type { CardDraft, ConversationRow, MessageRow, Person, Priority, Quote, UrgentForm } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Pencil from 'lucide-solid/icons/pencil';
import Reply from 'lucide-solid/icons/reply';
import UsersRound from 'lucide-solid/icons/users-round';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { lineOf } from '../../app/files/file-words.ts';
import { peerName } from '../../app/peers.tsx';
import { PriorityWord } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { CardDraftStrips } from './CardDraftStrips.tsx';
import { isWaiting } from './message-actions.ts';
import { useThreadDoor } from './thread-door.ts';

interface ComposerStripsProps {
  readonly conversation: ConversationRow;
  readonly notice: string | undefined;
  readonly editing: MessageRow | undefined;
  readonly onEditDone: () => void;
  readonly answered: Quote | undefined;
  readonly onAnswerDone: () => void;
  readonly priority: Priority;
  /** Undefined: not known yet. */
  readonly plan: UrgentForm | undefined;
  /** Of a group. */
  readonly members: readonly Person[];
  readonly onPlan: () => void;
  readonly onPriorityReset: () => void;
  readonly cardDrafts: readonly CardDraft[];
}

export const ComposerStrips = (props: ComposerStripsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const door = useThreadDoor();
  const isUrgent = () => props.priority === 'urgent';
  const urgentWords = () => {
    const { first, firstRoles = [], escalateTo = [], escalateRoles = [] } = props.plan ?? {};
    const role = (name: string) => t('urgent.role', { role: name });
    const count = first?.length ?? props.members.length;
    const people = door.isGroup()
      ? i18n.n(props.plan?.need === 'each' ? 'urgent.strip.each' : 'urgent.strip.people', count)
      : t('urgent.strip.one', { name: peerName(i18n, props.conversation) });
    const asked = firstRoles.length === 0 ? people : [...firstRoles.map(role), ...(count > 0 ? [people] : [])].join(', ');
    const later = [...escalateTo.map(door.name), ...escalateRoles.map(role)].join(', ');
    return later === '' ? asked : t('urgent.strip.then', { asked, who: later });
  };

  return (
    <>
      <Show when={props.notice}>
        {(notice) => (
          <p class="strip" role="status">
            <UsersRound class="i" />
            <span class="grow">{notice()}</span>
          </p>
        )}
      </Show>
      <Show when={props.editing}>
        {(editing) => (
          <div class="strip" data-k="edit">
            <Pencil class="i" />
            <span class="grow">{t(isWaiting(editing()) ? 'composer.editing' : 'composer.editing-sent')}</span>
            <IconButton label={t('composer.stop-editing')} onClick={props.onEditDone}>
              <X class="i" />
            </IconButton>
          </div>
        )}
      </Show>
      <Show when={props.editing === undefined ? props.answered : undefined}>
        {(answered) => (
          <div class="strip" data-k="reply">
            <Reply class="i flip" />
            <span class="quote grow">
              <Show when={answered().found} fallback={<span>{t('msg.quote-older')}</span>}>
                {(found) => (
                  <>
                    <b>
                      {found().author === door.me()
                        ? t('composer.reply-to-me')
                        : t('composer.reply-to', { name: door.name(found().author) })}
                    </b>
                    <span dir="auto">{lineOf(i18n, found())}</span>
                  </>
                )}
              </Show>
            </span>
            <IconButton label={t('composer.stop-reply')} onClick={props.onAnswerDone}>
              <X class="i" />
            </IconButton>
          </div>
        )}
      </Show>
      <Show when={sync().connectivity === 'offline' && props.editing === undefined}>
        <div class="strip" data-k="off">
          <CloudOff class="i" />
          <span class="grow">{isUrgent() ? `${t('queue.urgent')} ${t('queue.urgent.text')}` : t('composer.offline-strip')}</span>
        </div>
      </Show>
      <Show when={props.priority !== 'normal'}>
        <div class="strip">
          <PriorityWord of={props.priority} />
          <Show
            when={isUrgent() && props.editing === undefined}
            fallback={<span class="grow">{t(isUrgent() ? 'priority.urgent.hint' : 'priority.medium.hint')}</span>}
          >
            <button type="button" class="grow plan-door" title={t('urgent.change-plan')} onClick={props.onPlan}>
              {urgentWords()}
            </button>
          </Show>
          <IconButton label={t('priority.reset')} onClick={props.onPriorityReset}>
            <X class="i" />
          </IconButton>
        </div>
      </Show>
      <CardDraftStrips drafts={props.cardDrafts} />
    </>
  );
};
