/** Offers the new version, never while somebody types: the prompt waits until no text entry has the focus. */
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Button } from '../ui/Button.tsx';
import { createUpdate } from './service-worker.ts';

const isEntry = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && element.type !== 'radio' && element.type !== 'checkbox');

export const UpdatePrompt = () => {
  const { t } = useI18n();
  const update = createUpdate();
  const [isTyping, setTyping] = createSignal(false);
  const look = () => setTyping(isEntry(document.activeElement));
  onMount(() => {
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
  });
  onCleanup(() => {
    document.removeEventListener('focusin', look);
    document.removeEventListener('focusout', look);
  });
  return (
    <Show when={update.isReady() && !isTyping()}>
      <div class="toasts">
        <div class="toast" role="status">
          <span class="grow">{t('update.ready')}</span>
          <Button kind="quiet" onClick={update.apply}>
            {t('update.apply')}
          </Button>
        </div>
      </div>
    </Show>
  );
};
