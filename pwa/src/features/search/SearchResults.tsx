/** The results, newest first; or the one sentence that stands where there are none. */
import type { ConversationPeer, Person, SearchHit } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import Search from 'lucide-solid/icons/search';
import SearchX from 'lucide-solid/icons/search-x';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { createNow } from '../../app/now.ts';
import type { SentenceKey } from '../../i18n/translate.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import type { Answered } from './create-search.ts';
import { askedWords } from './found-words.ts';
import { SearchHitLink } from './SearchHitLink.tsx';
import { hasFilters, hasWords, type SearchForm } from './search-form.ts';

interface SearchResultsProps {
  readonly hits: readonly SearchHit[];
  /** Undefined: nothing has been answered yet. */
  readonly answered: Answered | undefined;
  readonly conversation: (id: SpaceId) => ConversationPeer | undefined;
  readonly person: (user: UserId) => Person | undefined;
  readonly me: UserId | undefined;
  readonly isPending: boolean;
  readonly onOpen: (id: MessageId) => void;
  readonly onMore: () => void;
}

export const SearchResults = (props: SearchResultsProps) => {
  const { t } = useI18n();
  const now = createNow();
  const words = createMemo(() => askedWords(props.answered?.form.text ?? ''));
  const isAsked = createMemo(() => props.answered !== undefined && isAnything(props.answered.form));
  return (
    <Switch>
      <Match when={!isAsked()}>
        <div class="empty">
          <span class="glyph">
            <Search class="i" />
          </span>
          <p>{t('search.start')}</p>
        </div>
      </Match>
      <Match when={props.hits.length === 0}>
        <div class="empty">
          <span class="glyph">
            <SearchX class="i" />
          </span>
          <p>{t(noneKey(props.answered?.form))}</p>
        </div>
      </Match>
      <Match when={true}>
        <ol class="hits">
          <For each={props.hits}>
            {(hit) => (
              <li>
                <SearchHitLink
                  hit={hit}
                  words={words()}
                  now={now()}
                  conversation={props.conversation(hit.conversation)}
                  author={props.person(hit.author)}
                  isMine={hit.author === props.me}
                  onOpen={() => props.onOpen(hit.id)}
                />
              </li>
            )}
          </For>
        </ol>
        <Show when={props.answered?.hasMore}>
          <div class="search-more">
            <Button kind="line" wide busy={props.isPending} onClick={() => props.onMore()}>
              {t('search.more')}
            </Button>
          </div>
        </Show>
      </Match>
    </Switch>
  );
};

const isAnything = (form: SearchForm): boolean => hasWords(form) || hasFilters(form);

function noneKey(form: SearchForm | undefined): SentenceKey {
  if (form === undefined || !hasFilters(form)) return 'search.none-words';
  return hasWords(form) ? 'search.none-both' : 'search.none-filters';
}
