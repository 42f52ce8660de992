/**
 * An urgent message leaves the bubble. Red is a debt: it is red while it is news to the reader, or while the reader has not seen what
 * I sent; then it goes calm. Answers and repeats belong to a later version and show nothing here.
 */
import type { MessageRow, Person } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { createSignal, Show } from 'solid-js';
import { ProfessionTag, personName } from '../../app/people.tsx';
import { DeliveryState } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { ArrivedLate } from './ArrivedLate.tsx';
import { WaitingActions } from './WaitingActions.tsx';
import { watchVisible } from './watch-visible.ts';

interface UrgentSlabProps {
  readonly row: MessageRow;
  readonly conversation: SpaceId;
  readonly person: Person | undefined;
  readonly isNews: boolean;
  readonly scroller: HTMLElement | undefined;
  readonly onVisible: (id: MessageId, isVisible: boolean) => void;
  readonly onEdit: (id: MessageId) => void;
}

export const UrgentSlab = (props: UrgentSlabProps) => {
  const i18n = useI18n();
  const [element, setElement] = createSignal<HTMLElement>();
  watchVisible(
    () => (props.row.mine ? undefined : element()),
    () => props.scroller,
    (isVisible) => props.onVisible(props.row.id, isVisible),
  );
  const isDue = () => (props.row.mine ? props.row.delivery !== 'read' : props.isNews);
  return (
    <div class="msg" data-wide="" data-from={props.row.mine ? 'me' : 'them'} data-priority="urgent">
      <article
        class="slab"
        ref={setElement}
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
                  <bdi>{personName(i18n, person())}</bdi>
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
