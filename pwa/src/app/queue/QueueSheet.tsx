/** What waits, and what can be done about it: change it, take it away, try again now. It leaves on its own otherwise. */

import type { WaitingRow } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import CloudOff from 'lucide-solid/icons/cloud-off';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Pencil from 'lucide-solid/icons/pencil';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { createWaiting, useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { lineOfRow } from '../files/file-words.ts';
import { createNow } from '../now.ts';
import { PeerName } from '../peers.tsx';
import { PriorityGlyph } from '../priority.tsx';
import { useQueueDoor } from '../queue-door.ts';
import './queue.css';

const secondMs = 1000;

export const QueueSheet = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const engine = useEngine();
  const door = useQueueDoor();
  const toaster = useToaster();
  const navigate = useNavigate();
  const now = createNow(secondMs);
  const waiting = createWaiting();
  const count = () => waiting()?.length ?? engine.sync().waiting;
  const retryInSeconds = createMemo(() => {
    const at = engine.sync().retryAtMs;
    return at === undefined ? 0 : Math.max(0, Math.ceil((at - now()) / secondMs));
  });
  const edit = (one: WaitingRow) => {
    door.close();
    navigate(`/c/${one.conversation}?edit=${one.message.id}`);
  };
  const remove = async (one: WaitingRow) => {
    const result = await engine.api.deleteWaiting(one.conversation, one.message.id);
    toaster.show({ text: result.ok ? t('chat.deleted') : failureWords(i18n, result.error) });
  };
  return (
    <Sheet title={n('queue.title', count())} closeLabel={t('common.close')} open onClose={door.close}>
      <ul class="rows">
        <For each={waiting()} fallback={<li class="hint">{t(count() === 0 ? 'queue.empty' : 'queue.loading')}</li>}>
          {(one) => (
            <li class="row">
              <Show when={one.message.priority !== 'normal'} fallback={<MessageCircle class="i" />}>
                <PriorityGlyph of={one.message.priority} label={t(`priority.${one.message.priority}`)} />
              </Show>
              <span class="txt">
                <bdi class="clip">{lineOfRow(i18n, one.message)}</bdi>
                <small>
                  <PeerName of={one.peer} /> · {i18n.dates().time(one.message.sentAtMs)}
                </small>
              </span>
              <Show when={one.message.editable}>
                <IconButton label={t('chat.edit-waiting')} onClick={() => edit(one)}>
                  <Pencil class="i" />
                </IconButton>
                <IconButton label={t('chat.delete-waiting')} onClick={() => void remove(one)}>
                  <Trash class="i" />
                </IconButton>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Banner kind="off" icon={<CloudOff class="i" />}>
        {t('queue.alone')} <Show when={retryInSeconds() > 0}>{n('queue.retry-in', retryInSeconds())} </Show>
        <b>{t('queue.urgent')}</b> {t('queue.urgent.text')}
      </Banner>
      <Button kind="line" size="lg" wide onClick={() => void engine.api.retryNow()}>
        <RefreshCw class="i" />
        {t('common.retry')}
      </Button>
    </Sheet>
  );
};
