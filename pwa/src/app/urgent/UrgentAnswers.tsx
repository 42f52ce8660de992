/** The three answers. The first is ink and not red: it is what ends the red. None of them is a swipe or a long press. */
import type { MessageRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import Check from 'lucide-solid/icons/check';
import PhoneIncoming from 'lucide-solid/icons/phone-incoming';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { createAnswers } from './create-answers.ts';

const PassOnSheet = lazy(async () => ({ default: (await import('./PassOnSheet.tsx')).PassOnSheet }));

interface UrgentAnswersProps {
  readonly conversation: SpaceId;
  readonly row: Pick<MessageRow, 'id' | 'author'>;
  /** The first answer alone. */
  readonly short?: boolean | undefined;
  readonly onAnswered?: () => void;
}

export const UrgentAnswers = (props: UrgentAnswersProps) => {
  const { t } = useI18n();
  const answers = createAnswers();
  const [isPassing, setPassing] = createSignal(false);
  const asked = () => ({ conversation: props.conversation, id: props.row.id });
  const answer = (say: Promise<void>) => void say.then(() => props.onAnswered?.());
  return (
    <Show
      when={!props.short}
      fallback={
        <Button kind="ack" onClick={() => answer(answers.take(asked()))}>
          <Check class="i" />
          {t('urgent.take-short')}
        </Button>
      }
    >
      <div class="slab-acts">
        <Button kind="ack" size="lg" onClick={() => answer(answers.take(asked()))}>
          <Check class="i" />
          {t('urgent.take')}
        </Button>
        <Button kind="line" size="lg" onClick={() => setPassing(true)}>
          {t('urgent.cannot')}
        </Button>
        <Button kind="line" size="lg" onClick={() => answer(answers.call(asked()))}>
          <PhoneIncoming class="i" />
          {t('urgent.call')}
        </Button>
      </div>
      <Show when={isPassing()}>
        <Suspense>
          <PassOnSheet
            author={props.row.author}
            onClose={() => setPassing(false)}
            onAnswer={(to) => {
              setPassing(false);
              answer(answers.cannot(asked(), to));
            }}
          />
        </Suspense>
      </Show>
    </Show>
  );
};
