/**
 * An urgent message leaves the bubble. Red is a debt: it is red while an answer is waited for – mine, or one to what I sent – and goes calm with
 * it. Answers, how many have answered and what follows stand in it; who was told how is a sheet.
 */
import BellOff from 'lucide-solid/icons/bell-off';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Clock from 'lucide-solid/icons/clock';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { AckMeter } from '../../app/urgent/AckMeter.tsx';
import { createAnswers } from '../../app/urgent/create-answers.ts';
import { NextRing } from '../../app/urgent/NextRing.tsx';
import { UrgentAnswers } from '../../app/urgent/UrgentAnswers.tsx';
import { listed, standing, whatFollows } from '../../app/urgent/urgent-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
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
import { UnansweredHelp } from './UnansweredHelp.tsx';
import { WaitingActions } from './WaitingActions.tsx';

interface UrgentSlabProps extends MessageProps {
  readonly isNews: boolean;
}

export const UrgentSlab = (props: UrgentSlabProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const door = useThreadDoor();
  const { sync } = useEngine();
  const answers = createAnswers();
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !props.row.mine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  const urgent = () => props.row.urgent;
  const words = () => ({ i18n, name: (user: Parameters<typeof door.name>[0]) => door.name(user), me: door.me() });
  const isDue = () => {
    const now = urgent();
    if (now === undefined) return props.row.mine ? props.row.delivery !== 'read' : props.isNews;
    if (now.owed || now.phase === 'unanswered') return now.owed || props.row.mine;
    return props.row.mine && (now.phase === 'ringing' || now.phase === 'waiting' || now.phase === 'expired');
  };
  const stand = createMemo(() => {
    const now = urgent();
    return now && standing(now, props.row.mine, words());
  });
  const follows = createMemo(() => {
    const now = urgent();
    return now && whatFollows(now, words());
  });
  /** Mine, while it can be taken back. */
  const taken = () => urgent()?.answers.find(({ untilMs }) => untilMs !== undefined);
  const isDone = () => urgent()?.phase === 'answered';
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
        data-fresh={props.isNews && !props.row.mine && urgent()?.owed !== false ? '' : undefined}
        data-state={props.row.delivery === 'queued' ? 'queued' : undefined}
      >
        <div class="slab-band">
          <UrgentGlyph />
          <span>{t('priority.urgent')}</span>
          <span class="grow">
            <Show when={urgent()?.owed}>
              <span class="only-wide">{t('urgent.answer-asked')}</span>
            </Show>
          </span>
          <Show when={urgent()?.phase === 'ringing' ? urgent() : undefined}>
            {(ringing) => <NextRing urgent={ringing()} offsetMs={sync().clockOffsetMs ?? 0} />}
          </Show>
          {props.row.editable ? undefined : <MoreButton row={props.row} />}
        </div>
        <div class="slab-body">
          <Show
            when={!props.row.mine ? door.person(props.row.author) : undefined}
            fallback={
              <p class="who-line">
                <b>{props.row.mine ? t('common.you') : door.name(props.row.author)}</b>
                <time>{i18n.dates().time(props.row.sentAtMs)}</time>
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
                <time>{i18n.dates().time(props.row.sentAtMs)}</time>
              </p>
            )}
          </Show>
          <MessageHead row={props.row} />
          <MessageWords row={props.row} class="slab-text" />
          <Show when={urgent()}>
            {(now) => (
              <>
                <Show when={props.row.delivery !== 'queued' && !now().standBy && (door.isGroup() || props.row.mine)}>
                  <AckMeter urgent={now()}>
                    <button type="button" onClick={() => door.openSheet({ kind: 'ladder', id: props.row.id })}>
                      {t(now().asked.length > 1 ? 'urgent.who-answered' : 'urgent.track')}
                    </button>
                  </AckMeter>
                </Show>
                <Show when={stand()}>
                  {(said) => (
                    <p
                      class="slab-stand"
                      data-k={isDone() ? 'done' : now().phase === 'unanswered' || now().phase === 'expired' ? 'late' : undefined}
                    >
                      <Switch fallback={<Clock class="i" />}>
                        <Match when={isDone()}>
                          <CircleCheck class="i" />
                        </Match>
                        <Match when={now().phase === 'unanswered' || now().phase === 'expired'}>
                          <TriangleAlert class="i" />
                        </Match>
                        <Match when={now().phase === 'withdrawn'}>
                          <BellOff class="i" />
                        </Match>
                      </Switch>
                      <span class="grow">{said()}</span>
                    </p>
                  )}
                </Show>
                <Show when={now().owed}>
                  <UrgentAnswers conversation={door.conversation} row={props.row} />
                </Show>
                <Show when={taken()}>
                  <Button
                    kind="quiet"
                    onClick={() => void answers.takeBack({ conversation: door.conversation, id: props.row.id })}
                  >
                    {t('urgent.take-back')}
                  </Button>
                </Show>
                <Show when={now().phase === 'expired'}>
                  <Button kind="urgent" onClick={() => door.act('send-late', props.row)}>
                    <UrgentGlyph />
                    {t('msg.send-late')}
                  </Button>
                </Show>
                <Show when={now().phase === 'unanswered'}>
                  <UnansweredHelp row={props.row} urgent={now()} />
                </Show>
                <Show when={follows()}>
                  {(said) => (
                    <p class="slab-steps">
                      <Clock class="i" />
                      <span>{said()}</span>
                    </p>
                  )}
                </Show>
                <Show when={now().escalatedTo.length > 0}>
                  <p class="slab-steps">{t('urgent.escalated', { who: listed(now().escalatedTo.map(door.name)) })}</p>
                </Show>
                <Show when={props.row.mine && now().overrated > 0}>
                  <p class="slab-steps">{n('urgent.overrated-by', now().overrated)}</p>
                </Show>
              </>
            )}
          </Show>
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
