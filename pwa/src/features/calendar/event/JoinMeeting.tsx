/** The call of an event: the session of its group, or a call with the colleague of a direct conversation. */
import type { EventDetails } from '@sanad/model/engine/api';
import { useLocation } from '@solidjs/router';
import Phone from 'lucide-solid/icons/phone';
import { createEffect, createSignal, Show } from 'solid-js';
import { useMeetingCall } from '../../../app/meetings/use-meeting-call.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';

const soonMs = 15 * 60_000;

export const JoinMeeting = (props: { readonly details: EventDetails }) => {
  const { t } = useI18n();
  const now = createNow();
  const call = useMeetingCall(() => props.details);
  const location = useLocation();
  const [button, setButton] = createSignal<HTMLButtonElement>();
  const isAsked = () => location.hash === '#join';
  /** CAL-7: a notification leads here, also where the event stands open already; joining is hers to press. */
  createEffect(() => {
    if (isAsked()) button()?.focus({ preventScroll: true });
  });
  const isNear = () => now() >= props.details.startMs - soonMs && now() < props.details.endMs;
  return (
    <Show when={call.canJoin()}>
      <Button kind={isNear() || isAsked() ? 'primary' : 'line'} wide ref={setButton} onClick={() => void call.join()}>
        <Phone class="i" />
        {t('event.call.join')}
      </Button>
    </Show>
  );
};
