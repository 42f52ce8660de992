/** What stands above the words of a message: forwarded, naming me, answering another one. */
import type { MessageRow } from '@sanad/model/engine/api';
import AtSign from 'lucide-solid/icons/at-sign';
import Forward from 'lucide-solid/icons/forward';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { QuoteBox } from './QuoteBox.tsx';
import { useThreadDoor } from './thread-door.ts';

export const MessageHead = (props: { readonly row: MessageRow }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const namesMe = () => !props.row.mine && props.row.mentions.some((user) => user === door.me());
  return (
    <>
      {props.row.forwarded ? (
        <span class="msg-mark">
          <Forward class="i flip" />
          {t('msg.forwarded')}
        </span>
      ) : undefined}
      <Show when={props.row.role}>
        {(role) => (
          <span class="msg-mark">
            <UserRoundCheck class="i" />
            {t('msg.role', { role: role() })}
          </span>
        )}
      </Show>
      {namesMe() ? (
        <span class="msg-mark" data-k="me">
          <AtSign class="i" />
          {t('msg.mentions-me')}
        </span>
      ) : undefined}
      <Show when={props.row.replyTo}>{(quote) => <QuoteBox quote={quote()} />}</Show>
    </>
  );
};
