/**
 * Search in all messages of this device, with or without a network. The field has the focus at once and stands under the thumb on a
 * phone; results follow while somebody types.
 */
import type { MessageId, UserId } from '@sanad/model/ids';
import { A, useLocation, useNavigate } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import Search from 'lucide-solid/icons/search';
import { createEffect, createMemo, createSignal, onMount } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useMe } from '../../app/me.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Failure } from '../../ui/Failure.tsx';
import { createPeople } from './create-people.ts';
import { createSearch } from './create-search.ts';
import { stepOf } from './move-between.ts';
import { lastSearch, leaveSearch, openingOf } from './opening.ts';
import { SearchFacts } from './SearchFacts.tsx';
import { SearchFilters } from './SearchFilters.tsx';
import { SearchResults } from './SearchResults.tsx';
import './search.css';
import type { SearchForm } from './search-form.ts';

const step = 50;

export const SearchPage = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const account = useMe();
  const location = useLocation();
  const navigate = useNavigate();
  const me = createMemo<UserId | undefined>(() => account()?.user);
  const opening = openingOf(location.state, lastSearch(engine), me());
  const number = opening.kind === 'back' ? opening.left.number : (lastSearch(engine)?.number ?? Date.now()) + 1;
  const [form, setForm] = createSignal(opening.kind === 'back' ? opening.left.form : opening.form);
  const [limit, setLimit] = createSignal(opening.kind === 'back' ? opening.left.limit : step);
  const [awaited, setAwaited] = createSignal<number>();
  const { hits, answered, failure, isPending } = createSearch(form, limit);
  const people = createPeople();
  const conversations = createMemo(() =>
    engine.conversations.order.flatMap((id) => {
      const row = engine.conversations.byId[id];
      return row === undefined ? [] : [row];
    }),
  );
  useTitle(() => t('search.title'));

  let field: HTMLInputElement | undefined;
  let results: HTMLElement | undefined;
  const links = (): readonly HTMLElement[] => [...(results?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
  const focusHit = (at: number) => links()[at]?.focus();

  onMount(() => {
    // What was handed over leaves the history of the browser; a number is enough to come back.
    navigate(location.pathname, { replace: true, scroll: false, state: { search: number } });
    if (opening.kind === 'fresh') field?.focus();
  });
  // Back from a result: the eye goes on where it was.
  createEffect<boolean>((isDone) => {
    if (isDone || answered() === undefined) return isDone;
    const opened = opening.kind === 'back' ? opening.left.opened : undefined;
    if (opened !== undefined)
      queueMicrotask(() =>
        links()
          .find((link) => link.dataset['hit'] === opened)
          ?.focus(),
      );
    return true;
  }, false);

  const change = (next: Partial<SearchForm>) => {
    setLimit(step);
    setForm((before) => ({ ...before, ...next }));
  };
  const showMore = () => {
    setLimit((before) => before + step);
    // The button goes or moves down: a keyboard continues with the first that is new.
    setAwaited(hits.length);
  };
  createEffect(() => {
    const count = awaited();
    if (count === undefined || isPending()) return;
    setAwaited(undefined);
    queueMicrotask(() => focusHit(count));
  });
  const leave = (opened: MessageId) => leaveSearch(engine, { number, user: me(), form: form(), limit: limit(), opened });

  const move = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const all: readonly (Element | null)[] = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    if (at < 0 && event.key === 'Escape') {
      event.preventDefault();
      if (form().text === '') navigate('/');
      else change({ text: '' });
      return;
    }
    const to = stepOf(event.key, at < 0 ? undefined : at, all.length);
    if (to === undefined) return;
    event.preventDefault();
    if (to.to === 'field') field?.focus();
    else focusHit(to.at);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the field and the links inside, which are reached without them too
    <div class="pane main search-page" onKeyDown={move}>
      <header class="bar">
        <A class="icon-btn" href="/" aria-label={t('common.back')}>
          <ChevronLeft class="i flip" />
        </A>
        <h1 class="grow">{t('search.title')}</h1>
      </header>
      <div class="only-phone">
        <ConnectivityStrip />
      </div>
      <search class="search-field">
        <label class="input search">
          <Search class="i" />
          <span class="sr">{t('search.field')}</span>
          <input
            ref={field}
            type="search"
            dir="auto"
            placeholder={t('search.field')}
            value={form().text}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="search"
            onInput={(event) => change({ text: event.currentTarget.value })}
          />
        </label>
      </search>
      <SearchFilters form={form()} conversations={conversations()} people={[...people().values()]} me={me()} onChange={change} />
      <Failure words={failureText()} />
      <SearchFacts answered={answered()} count={hits.length} isPending={isPending()} />
      <section
        class="scroll"
        aria-label={t('search.results')}
        aria-busy={isPending()}
        ref={(made) => {
          results = made;
        }}
      >
        <SearchResults
          hits={hits}
          answered={answered()}
          conversation={(id) => engine.conversations.byId[id]}
          person={(user) => people().get(user)}
          me={me()}
          isPending={isPending()}
          onOpen={leave}
          onMore={showMore}
        />
      </section>
    </div>
  );

  function failureText(): string | undefined {
    const error = failure();
    return error === undefined ? undefined : failureWords(i18n, error);
  }
};
