/** My urgent messages that are not over: who has answered, and what follows. */
import type { UrgentItem, UrgentRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Send from 'lucide-solid/icons/send';
import { createMemo, Show } from 'solid-js';
import { lineOfRow } from '../../../app/files/file-words.ts';
import { PeerName } from '../../../app/peers.tsx';
import { AckMeter } from '../../../app/urgent/AckMeter.tsx';
import { standing, whatFollows } from '../../../app/urgent/urgent-words.ts';
import { createUrgents, type Names } from '../../../app/urgent/use-urgents.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { UrgentGlyph } from '../../../ui/glyphs.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';

interface NowUrgentsProps {
  readonly names: Names;
  readonly now: number;
}

const isOpen = (urgent: UrgentRow | undefined): urgent is UrgentRow =>
  urgent !== undefined && urgent.phase !== 'answered' && urgent.phase !== 'withdrawn';

export const NowUrgents = (props: NowUrgentsProps) => {
  const { t } = useI18n();
  const items = createUrgents();
  const mine = createMemo(() => (items() ?? []).filter(({ message }) => message.mine && isOpen(message.urgent)));
  return (
    <Show when={mine().length > 0}>
      <section class="sec" aria-labelledby="now-urgents">
        <h2 class="sec-head" id="now-urgents">
          <Send class="i flip" />
          <span class="grow">{t('inbox.now.urgents')}</span>
        </h2>
        <ul class="now-urgents">
          <Keyed each={mine()} by={({ conversation, message }) => `${conversation} ${message.id}`}>
            {(item) => (
              <li class="card card-pad">
                <Mine item={item()} names={props.names} now={props.now} />
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  );
};

const Mine = (props: NowUrgentsProps & { readonly item: UrgentItem }) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const message = () => props.item.message;
  const asksSeveral = () => {
    const { urgent } = message();
    return urgent !== undefined && urgent.asked.length > 1 ? urgent : undefined;
  };
  const words = () => {
    const { urgent } = message();
    const of = { i18n, name: props.names.name, me: props.names.me() };
    return urgent && (standing(urgent, true, of) ?? whatFollows(urgent, of));
  };
  return (
    <>
      <p class="who-line">
        <span class="prio" data-p="urgent">
          <UrgentGlyph />
          {t('priority.urgent')}
        </span>
        <b>
          <PeerName of={props.item.peer} />
        </b>
        <span class="at">
          {dates().recent(message().sentAtMs, props.now, t('chat.yesterday').toLocaleLowerCase(i18n.language()))}
        </span>
      </p>
      <p dir="auto" class="page-side now-said">
        {lineOfRow(i18n, message())}
      </p>
      <Show when={asksSeveral()}>{(urgent) => <AckMeter urgent={urgent()} />}</Show>
      <p class="now-follows">
        <span>{words()}</span>
        <A href={`/c/${props.item.conversation}#m=${message().id}`} aria-label={t('inbox.open-urgent')}>
          {t('inbox.now.detail')}
        </A>
      </p>
    </>
  );
};
