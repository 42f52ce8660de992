/** CAL-9, CAL-31: a shift is offered, taken, and given. What can be done next stands here, with who said what. */
import { EVENT_LIMITS, type EventDetails, type EventId, type Swap, type SwapWord } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { proxy } from 'comlink';
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right';
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { deviceZone } from '../device-zone.ts';
import { openView, useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { createNames } from '../urgent/use-urgents.ts';
import { createMembers } from './members.ts';
import './duty.css';

interface SwapBoxProps {
  readonly calendar: SpaceId;
  readonly event: EventId;
  readonly at: string | undefined;
}
/** What was taken back is as if it had not been asked. */
const isTold = ({ phase }: Swap): boolean => phase !== 'withdrawn';

export const SwapBox = (props: SwapBoxProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const names = createNames();
  const [details, setDetails] = createSignal<EventDetails>();
  const [isBusy, setBusy] = createSignal(false);
  createEffect(
    on([() => props.calendar, () => props.event, () => props.at], ([calendar, event, at]) => {
      setDetails(undefined);
      openView(() =>
        api.onEvent(
          calendar,
          event,
          at,
          deviceZone(),
          proxy((next: EventDetails | undefined) => setDetails(() => next)),
        ),
      );
    }),
  );
  /** The newest is the one that counts; the ones before are history. */
  const swap = createMemo(() => details()?.swaps.findLast(isTold));
  const isHolder = () => details()?.holder !== undefined && details()?.holder === names.me();
  const isOpen = () => swap()?.phase === 'asked' || swap()?.phase === 'taken';
  const say = async (word: SwapWord, more: { readonly to?: UserId; readonly comment?: string } = {}): Promise<boolean> => {
    if (isBusy()) return false;
    setBusy(true);
    const request = word === 'ask' ? undefined : swap()?.request;
    const said = await api.swapShift(props.calendar, props.event, props.at, {
      ...{ word, ...more },
      ...(request === undefined ? {} : { request }),
    });
    setBusy(false);
    toaster.show({ text: said.ok ? t(`duty.swap.done.${word}`) : failureWords(i18n, said.error) });
    return said.ok;
  };
  return (
    <Show when={details()?.duty !== undefined && details()?.state === 'on' ? details() : undefined}>
      {(event) => (
        <section class="swap-box" aria-label={t('duty.swap')}>
          <Show when={swap()}>{(one) => <SwapState swap={one()} name={names.name} me={names.me()} />}</Show>
          <Show when={swap()?.comment}>
            {(comment) => (
              <blockquote class="swap-words" dir="auto">
                {comment()}
              </blockquote>
            )}
          </Show>
          <Show when={isOpen() ? swap() : undefined}>
            {(one) => (
              <div class="swap-acts">
                <Show when={one().by === names.me() && one().phase === 'taken'}>
                  <Button kind="primary" busy={isBusy()} onClick={() => void say('give')}>
                    {t('duty.swap.give', { name: names.name(one().taker ?? one().by) })}
                  </Button>
                </Show>
                <Show when={one().by === names.me()}>
                  <Button kind="line" busy={isBusy()} onClick={() => void say('withdraw')}>
                    {t('duty.swap.withdraw')}
                  </Button>
                </Show>
                <Show when={mayTake(one(), names.me())}>
                  <Button kind="primary" busy={isBusy()} onClick={() => void say('take')}>
                    {t('duty.swap.take')}
                  </Button>
                </Show>
                <Show when={one().phase === 'asked' && one().to !== undefined && one().to === names.me()}>
                  <Button kind="line" busy={isBusy()} onClick={() => void say('refuse')}>
                    {t('duty.swap.refuse')}
                  </Button>
                </Show>
              </div>
            )}
          </Show>
          <Show when={isHolder() && !isOpen() && event().endMs > Date.now()}>
            <AskForm
              calendar={props.calendar}
              busy={isBusy()}
              onAsk={(to, comment) => say('ask', { ...(to && { to }), comment })}
            />
          </Show>
        </section>
      )}
    </Show>
  );
};

/** Whoever was asked; where everybody was, everybody but who asks. */
export const mayTake = ({ phase, by, to }: Swap, me: UserId | undefined): boolean =>
  phase === 'asked' && me !== undefined && by !== me && (to === undefined || to === me);

const SwapState = (props: { readonly swap: Swap; readonly name: (user: UserId) => string; readonly me: UserId | undefined }) => {
  const { t } = useI18n();
  const words = () => {
    const { by, to, taker, phase } = props.swap;
    const places = {
      name: props.name(by),
      to: to === undefined ? t('duty.swap.anybody') : props.name(to),
      taker: taker === undefined ? '' : props.name(taker),
    };
    const isMine = by === props.me;
    if (phase === 'asked')
      return t(isMine ? 'duty.swap.asked.mine' : to === props.me ? 'duty.swap.asked.me' : 'duty.swap.asked', places);
    if (phase === 'taken')
      return t(isMine ? 'duty.swap.taken.mine' : taker === props.me ? 'duty.swap.taken.me' : 'duty.swap.taken', places);
    if (phase === 'given')
      return t(isMine ? 'duty.swap.given.mine' : taker === props.me ? 'duty.swap.given.me' : 'duty.swap.given', places);
    return t(to === props.me ? 'duty.swap.refused.me' : 'duty.swap.refused', places);
  };
  return (
    <Banner kind={props.swap.phase === 'given' ? 'ok' : undefined} icon={<ArrowLeftRight class="i" />} role="status">
      {words()}
    </Banner>
  );
};

interface AskFormProps {
  readonly calendar: SpaceId;
  readonly busy: boolean;
  readonly onAsk: (to: UserId | undefined, comment: string) => Promise<boolean>;
}

const AskForm = (props: AskFormProps) => {
  const { t } = useI18n();
  const names = createNames();
  const members = createMembers(() => props.calendar);
  const others = createMemo(() => members().filter((user) => user !== names.me()));
  const [isAsking, setAsking] = createSignal(false);
  const [to, setTo] = createSignal<UserId>();
  const [comment, setComment] = createSignal('');
  /** Nobody who was chosen before is asked by the next one. */
  const close = () => {
    setAsking(false);
    setTo(undefined);
    setComment('');
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await props.onAsk(to(), comment().trim())) close();
  };
  return (
    <Show
      when={isAsking()}
      fallback={
        <Button kind="line" wide onClick={() => setAsking(true)}>
          <ArrowLeftRight class="i" />
          {t('duty.swap.ask')}
        </Button>
      }
    >
      <form class="stack" onSubmit={(event) => void send(event)}>
        <SelectField
          label={t('duty.swap.to')}
          value={to() ?? ''}
          options={[
            { value: '', label: t('duty.swap.anybody.choice') },
            ...others().map((user) => ({ value: user as string, label: names.name(user) })),
          ]}
          onChange={(chosen) => setTo(() => others().find((user) => user === chosen))}
        />
        <TextField
          label={t('duty.swap.comment')}
          value={comment()}
          maxlength={EVENT_LIMITS.comment}
          dir="auto"
          onValue={setComment}
        />
        <div class="swap-acts">
          <Button kind="primary" type="submit" busy={props.busy}>
            {t('duty.swap.send')}
          </Button>
          <Button kind="line" onClick={close}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Show>
  );
};
