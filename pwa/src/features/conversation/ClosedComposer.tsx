/** Where nothing can be written: why, and what of mine has not left, to be copied or deleted. Nothing is lost silently. */

import type { Group } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import Copy from 'lucide-solid/icons/copy';
import PenOff from 'lucide-solid/icons/pen-off';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, Show } from 'solid-js';
import { createWaiting, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { isolateMeasures } from '../../app/measures.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import './composer.css';

interface ClosedComposerProps {
  readonly conversation: SpaceId;
  readonly group: Group | undefined;
  readonly draft: string | undefined;
}

export const ClosedComposer = (props: ClosedComposerProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const waiting = createWaiting();
  const unsent = createMemo(() => (waiting() ?? []).filter((one) => one.conversation === props.conversation));
  const why = () => props.group?.ended ?? (props.group?.next === undefined ? 'administrators' : 'continued');
  const draft = () => props.draft?.trim() ?? '';
  const texts = () => [...unsent().map((one) => one.message.text), draft()].filter((text) => text !== '');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(texts().join('\n\n'));
      toaster.show({ text: t('closed.copied') });
    } catch {
      // The browser refused, and said nothing that could be done about it.
      toaster.show({ text: t('msg.copy-failed') });
    }
  };
  const remove = async () => {
    if (draft() !== '') await api.saveDraft(props.conversation, '', 'normal');
    for (const { message } of unsent()) {
      const result = await api.deleteWaiting(props.conversation, message.id);
      if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    }
  };
  return (
    <footer class="composer">
      <p class="strip" role="status">
        <PenOff class="i" />
        <span class="grow">{t(`closed.${why()}`)}</span>
      </p>
      <Show when={why() === 'continued' ? props.group?.next : undefined}>
        {(next) => (
          <A class="btn" data-kind="primary" href={`/c/${next()}`}>
            <ArrowRight class="i flip" />
            {t('closed.open-next')}
          </A>
        )}
      </Show>
      <Show when={texts().length > 0}>
        <div class="unsent">
          <Show when={unsent().length > 0}>
            <p>{n('closed.unsent', unsent().length)}</p>
          </Show>
          <Show when={draft() !== ''}>
            <p class="hint">{t('closed.draft')}</p>
            <p class="unsent-text" dir="auto">
              {isolateMeasures(draft())}
            </p>
          </Show>
          <div class="btns">
            <Button kind="line" onClick={() => void copy()}>
              <Copy class="i" />
              {t('closed.copy')}
            </Button>
            <Button kind="danger" onClick={() => void remove()}>
              <Trash class="i" />
              {t(unsent().length > 0 ? 'closed.delete' : 'closed.delete-draft')}
            </Button>
          </div>
        </div>
      </Show>
    </footer>
  );
};
