/** Three labelled buttons (CAL-5): the answer at once, a word with it if wanted. The one that holds takes itself back. */
import type { EventDetails, Rsvp } from '@sanad/model/engine/api';
import { EVENT_LIMITS } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark';
import X from 'lucide-solid/icons/x';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { useEventActions } from './create-event.ts';
import type { EventAddress } from './event-address.ts';

interface AnswerButtonsProps {
  readonly address: EventAddress;
  readonly details: EventDetails;
}

export const AnswerButtons = (props: AnswerButtonsProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const me = useMe();
  const { tell } = useEventActions();
  const mine = () => props.details.people.find(({ user }) => user === me()?.user);
  const word = (): Rsvp => mine()?.word ?? 'none';
  const [isWriting, setWriting] = createSignal(false);
  const [comment, setComment] = createSignal('');
  // Who has not answered yet means all of them; who changes her mind means this date.
  const [which, setWhich] = createSignal<'this' | 'all'>(word() === 'none' ? 'all' : 'this');
  const answer = async (next: Rsvp) => {
    const { calendar, event } = props.address;
    const at = which() === 'this' ? props.details.at : undefined;
    const words = isWriting() ? comment().trim() : next === word() ? (mine()?.comment ?? '') : '';
    const said = t(next === 'none' ? 'event.answer.taken-back' : 'event.answered');
    if (await tell(api.answerInvitation(calendar, event, next, words, at), said)) setWriting(false);
  };
  const press = (pressed: Rsvp) => void answer(pressed === word() && !isWriting() ? 'none' : pressed);
  const choice = (value: 'yes' | 'maybe' | 'no') => (
    <button type="button" aria-pressed={word() === value} data-word={value} onClick={() => press(value)}>
      {value === 'yes' ? <Check class="i" /> : value === 'maybe' ? <CircleQuestionMark class="i" /> : <X class="i" />}
      {t(`event.answer.${value}`)}
    </button>
  );
  return (
    <section class="event-answer">
      <Show when={props.details.at !== undefined}>
        <Segments
          label={t('event.answer.which')}
          value={which()}
          options={[
            { value: 'this', label: t('event.answer.this') },
            { value: 'all', label: t('event.answer.all') },
          ]}
          onChange={setWhich}
        />
      </Show>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="rsvp" role="group" aria-label={t('event.answer')}>
        {choice('yes')}
        {choice('maybe')}
        {choice('no')}
      </div>
      <Show
        when={isWriting()}
        fallback={
          <Button
            kind="quiet"
            onClick={() => {
              setComment(mine()?.comment ?? '');
              setWriting(true);
            }}
          >
            {t('event.answer.word')}
          </Button>
        }
      >
        <TextArea
          label={t('event.answer.comment')}
          rows={2}
          maxlength={EVENT_LIMITS.comment}
          value={comment()}
          onValue={setComment}
        />
        <div class="btns">
          <Button kind="line" onClick={() => setWriting(false)}>
            {t('common.cancel')}
          </Button>
          <Show when={word() !== 'none'}>
            <Button kind="primary" onClick={() => void answer(word())}>
              {t('event.answer.send')}
            </Button>
          </Show>
        </div>
      </Show>
    </section>
  );
};
