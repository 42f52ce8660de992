/** What is done from a card: write, call, write urgently. Only a call needs a network, and says so. */
import type { Person } from '@sanad/model/engine/api';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Phone from 'lucide-solid/icons/phone';
import Video from 'lucide-solid/icons/video';
import { Show } from 'solid-js';
import { useCallPerson } from '../../app/calls/use-call-person.ts';
import { createUrgentRules } from '../../app/engine-client.ts';
import { PriorityGlyph } from '../../app/priority.tsx';
import { useWriteUrgentTo } from '../../app/urgent/write-urgent.ts';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

export const PersonActs = (props: { readonly person: Person }) => {
  const { t } = useI18n();
  const writeTo = useWriteTo();
  const writeUrgentTo = useWriteUrgentTo();
  const call = useCallPerson();
  const rules = createUrgentRules();
  return (
    <div class="quad">
      <button type="button" onClick={() => void writeTo(props.person)}>
        <MessageCircle class="i" />
        {t('people.write')}
      </button>
      <button type="button" onClick={() => void call(props.person.user)}>
        <Phone class="i" />
        {t('people.call')}
      </button>
      <button type="button" onClick={() => void call(props.person.user, true)}>
        <Video class="i" />
        {t('people.video')}
      </button>
      {/* ORG-10: not by whom the rules do not let. */}
      <Show when={rules()?.allowed}>
        <button type="button" onClick={() => void writeUrgentTo(props.person)}>
          <PriorityGlyph of="urgent" />
          {t('people.urgent')}
        </button>
      </Show>
    </div>
  );
};
