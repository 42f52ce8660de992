/** The filters as chips: each says what it holds, and opens a sheet to choose something else. */
import { type ConversationRow, type Person, PRIORITIES, type Priority } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import CalendarRange from 'lucide-solid/icons/calendar-range';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import UserRound from 'lucide-solid/icons/user-round';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { PeerAvatar, PeerName, peerName, personOf } from '../../app/peers.tsx';
import { PersonName, personName } from '../../app/people.tsx';
import { PriorityGlyph, PriorityWord } from '../../app/priority.tsx';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { DatesSheet } from './DatesSheet.tsx';
import { PickSheet } from './PickSheet.tsx';
import { dayStartMs, hasDates, hasFilters, type SearchForm } from './search-form.ts';

interface SearchFiltersProps {
  readonly form: SearchForm;
  readonly conversations: readonly ConversationRow[];
  readonly people: readonly Person[];
  readonly me: UserId | undefined;
  readonly onChange: (change: Partial<SearchForm>) => void;
}

type Filter = 'conversation' | 'person' | 'priority' | 'dates';

export const SearchFilters = (props: SearchFiltersProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = createSignal<Filter>();
  const close = () => setOpen(undefined);
  const conversation = createMemo(() => props.conversations.find((row) => row.id === props.form.conversation));
  const person = createMemo(() => props.people.find((one) => one.user === props.form.person));
  const nameOf = (one: Person) => (one.user === props.me ? t('common.you') : personName(i18n, one));

  const conversationOptions = createMemo(() =>
    props.conversations.map((row) => ({
      value: row.id,
      words: [peerName(i18n, row), personOf(row)?.unit ?? ''],
      icon: () => <PeerAvatar id={row.id} of={row} size={36} />,
      name: () => <PeerName of={row} clip />,
    })),
  );
  /** I come first: what somebody wrote herself is what she looks for most. */
  const personOptions = createMemo(() => {
    const collator = new Intl.Collator(localeOf[i18n.language()], { sensitivity: 'base' });
    const rank = (one: Person) => (one.user === props.me ? 0 : 1);
    return [...props.people]
      .sort((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name))
      .map((one) => ({
        value: one.user,
        words: [nameOf(one), one.name, one.unit],
        icon: () => <Avatar id={one.user} name={one.name} photoUrl={one.photoUrl} size={36} />,
        name: () => (
          <>
            <Show when={one.user !== props.me} fallback={t('common.you')}>
              <PersonName of={one} clip />
            </Show>
            <small>
              <bdi dir="auto">{one.unit}</bdi>
            </small>
          </>
        ),
      }));
  });
  const priorityOptions = PRIORITIES.map((priority) => ({
    value: priority,
    words: [],
    icon: () => <PriorityGlyph of={priority} />,
    name: () => t(`priority.${priority}`),
  }));
  /** Only while there are any. */
  const dates = () => {
    const format = new Intl.DateTimeFormat(localeOf[i18n.language()], { day: 'numeric', month: 'short', year: 'numeric' });
    const { from, to } = props.form;
    const day = (key: string) => format.format(dayStartMs(key));
    if (from === '') return t('search.to-day', { day: day(to) });
    if (to === '') return t('search.from-day', { day: day(from) });
    return from === to ? day(from) : t('search.between', { from: day(from), to: day(to) });
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="chips search-chips" role="group" aria-label={t('search.filters')}>
        <FilterChip
          what={t('search.conversation')}
          icon={<MessagesSquare class="i" />}
          isOn={props.form.conversation !== undefined}
          onOpen={() => setOpen('conversation')}
        >
          <Show when={conversation()} fallback={t('search.conversation')}>
            {(row) => <PeerName of={row()} clip />}
          </Show>
        </FilterChip>
        <FilterChip
          what={t('search.person')}
          icon={<UserRound class="i" />}
          isOn={props.form.person !== undefined}
          onOpen={() => setOpen('person')}
        >
          <Show when={person()} fallback={t('chat.person-unknown')}>
            {(one) => (
              <Show when={one().user !== props.me} fallback={t('common.you')}>
                <PersonName of={one()} clip />
              </Show>
            )}
          </Show>
        </FilterChip>
        <FilterChip what={t('priority.title')} isOn={props.form.priority !== undefined} onOpen={() => setOpen('priority')}>
          <Show when={props.form.priority}>{(priority) => <PriorityWord of={priority()} />}</Show>
        </FilterChip>
        <FilterChip
          what={t('search.dates')}
          icon={<CalendarRange class="i" />}
          isOn={hasDates(props.form)}
          onOpen={() => setOpen('dates')}
        >
          <Show when={hasDates(props.form)}>{dates()}</Show>
        </FilterChip>
        <Show when={hasFilters(props.form)}>
          <button type="button" class="chip search-clear" onClick={clear}>
            <X class="i" />
            {t('search.clear')}
          </button>
        </Show>
      </div>
      <Switch>
        <Match when={open() === 'conversation'}>
          <PickSheet<SpaceId>
            title={t('search.conversation')}
            anyLabel={t('search.any-conversation')}
            findLabel={t('search.find-conversation')}
            value={props.form.conversation}
            options={conversationOptions()}
            onPick={(value) => props.onChange({ conversation: value })}
            onClose={close}
          />
        </Match>
        <Match when={open() === 'person'}>
          <PickSheet<UserId>
            title={t('search.person')}
            anyLabel={t('search.any-person')}
            findLabel={t('search.find-person')}
            value={props.form.person}
            options={personOptions()}
            onPick={(value) => props.onChange({ person: value })}
            onClose={close}
          />
        </Match>
        <Match when={open() === 'priority'}>
          <PickSheet<Priority>
            title={t('priority.title')}
            anyLabel={t('search.any-priority')}
            value={props.form.priority}
            options={priorityOptions}
            onPick={(value) => props.onChange({ priority: value })}
            onClose={close}
          />
        </Match>
        <Match when={open() === 'dates'}>
          <DatesSheet value={props.form} onPick={props.onChange} onClose={close} />
        </Match>
      </Switch>
    </>
  );

  function clear(): void {
    props.onChange({ conversation: undefined, person: undefined, priority: undefined, from: '', to: '' });
  }
};

interface FilterChipProps {
  readonly what: string;
  readonly icon?: JSX.Element | undefined;
  readonly isOn: boolean;
  readonly onOpen: () => void;
  /** What it holds, while it is on. */
  readonly children: JSX.Element;
}

const FilterChip = (props: FilterChipProps) => {
  const { t } = useI18n();
  return (
    <button
      type="button"
      class="chip"
      data-on={props.isOn ? '' : undefined}
      aria-haspopup="dialog"
      onClick={() => props.onOpen()}
    >
      {props.icon}
      <Show when={props.isOn} fallback={props.what}>
        <span class="sr">{t('search.holds', { what: props.what })} </span>
        <span class="search-chip-value">{props.children}</span>
      </Show>
      <ChevronDown class="i chev" />
    </button>
  );
};
