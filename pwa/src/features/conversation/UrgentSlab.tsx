/**
 * An urgent message leaves the bubble. Red is a debt: it is red while it is news to the reader, or while the reader has not seen what
 * I sent; then it goes calm. Answers and repeats belong to a later version and show nothing here.
 */
import { onCleanup, onMount, Show } from 'solid-js';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { ArrivedLate } from './ArrivedLate.tsx';
import { Delivery } from './Delivery.tsx';
import { MessageHead } from './MessageHead.tsx';
import { MessageMarks } from './MessageMarks.tsx';
import { MessageWords } from './MessageWords.tsx';
import { MoreButton } from './MoreButton.tsx';
import type { MessageProps } from './message-props.ts';
import { Reactions } from './Reactions.tsx';
import { useThreadDoor } from './thread-door.ts';
import { WaitingActions } from './WaitingActions.tsx';

interface UrgentSlabProps extends MessageProps {
  readonly isNews: boolean;
}

export const UrgentSlab = (props: UrgentSlabProps) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !props.row.mine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  const isDue = () => (props.row.mine ? props.row.delivery !== 'read' : props.isNews);
  return (
    <div
      class="msg"
      data-id={props.row.id}
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
          {props.row.editable ? undefined : <MoreButton row={props.row} />}
        </div>
        <div class="slab-body">
          <Show
            when={!props.row.mine ? door.person(props.row.author) : undefined}
            fallback={
              <p class="who-line">
                <b>{props.row.mine ? i18n.t('common.you') : door.name(props.row.author)}</b>
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
          <MessageHead row={props.row} />
          <MessageWords row={props.row} class="slab-text" />
          <Show when={props.row.mine || props.row.pinned || props.row.starred || props.row.edited !== undefined}>
            <div class="slab-foot">
              <MessageMarks row={props.row} />
              {props.row.mine ? <Delivery row={props.row} word /> : undefined}
            </div>
          </Show>
        </div>
      </article>
      {props.row.reactions.length > 0 ? <Reactions row={props.row} /> : undefined}
      <ArrivedLate row={props.row} />
      <WaitingActions row={props.row} />
    </div>
  );
};
