/**
 * An urgent message leaves the bubble. Red is a debt: it is red while it is news to the reader, or while the reader has not seen what
 * I sent; then it goes calm. Answers and repeats belong to a later version and show nothing here.
 */
import type { Person } from '@sanad/model/engine/api';
import { onCleanup, onMount, Show } from 'solid-js';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { DeliveryState } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { ArrivedLate } from './ArrivedLate.tsx';
import type { MessageProps } from './message-props.ts';
import { WaitingActions } from './WaitingActions.tsx';

interface UrgentSlabProps extends MessageProps {
  readonly person: Person | undefined;
  readonly isNews: boolean;
}

export const UrgentSlab = (props: UrgentSlabProps) => {
  const i18n = useI18n();
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !props.row.mine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  const isDue = () => (props.row.mine ? props.row.delivery !== 'read' : props.isNews);
  return (
    <div
      class="msg"
      data-wide=""
      data-from={props.row.mine ? 'me' : 'them'}
      data-priority="urgent"
      data-editable={props.row.editable ? '' : undefined}
    >
      <article
        class="slab"
        ref={(made) => {
          element = made;
        }}
        data-due={isDue() ? undefined : 'no'}
        data-fresh={props.isNews && !props.row.mine ? '' : undefined}
        data-state={props.row.delivery === 'queued' ? 'queued' : undefined}
      >
        <div class="slab-band">
          <UrgentGlyph />
          <span>{i18n.t('priority.urgent')}</span>
          <span class="grow" />
          <time datetime={new Date(props.row.sentAtMs).toISOString()}>{i18n.dates().time(props.row.sentAtMs)}</time>
        </div>
        <div class="slab-body">
          <Show
            when={!props.row.mine ? props.person : undefined}
            fallback={
              <p class="who-line">
                <b>{i18n.t('common.you')}</b>
              </p>
            }
          >
            {(person) => (
              <p class="who-line">
                <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={28} />
                <b>
                  <PersonName of={person()} />
                </b>
                <ProfessionTag of={person().profession} />
              </p>
            )}
          </Show>
          <p class="slab-text" dir="auto">
            {props.row.text}
          </p>
          <Show when={props.row.delivery}>
            {(delivery) => (
              <div class="slab-foot">
                <DeliveryState of={delivery()} word />
              </div>
            )}
          </Show>
        </div>
      </article>
      <ArrivedLate row={props.row} />
      <WaitingActions row={props.row} conversation={props.conversation} onEdit={props.onEdit} />
    </div>
  );
};
