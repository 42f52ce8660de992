/** How many were found, and in what: so that nothing found is understood as nothing found here. */
import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { createNow } from '../../app/now.ts';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { Answered } from './create-search.ts';
import { hasFilters, hasWords } from './search-form.ts';

interface SearchFactsProps {
  readonly answered: Answered | undefined;
  readonly count: number;
  readonly isPending: boolean;
}

/** An answer that takes longer is awaited aloud; a faster one needs no word. */
const slowMs = 400;

export const SearchFacts = (props: SearchFactsProps) => {
  const { t, n, dates, language } = useI18n();
  const now = createNow();
  const number = (value: number) => new Intl.NumberFormat(localeOf[language()]).format(value);
  const [isSlow, setSlow] = createSignal(false);
  createEffect(() => {
    setSlow(false);
    if (!props.isPending) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    onCleanup(() => clearTimeout(timer));
  });
  const found = createMemo(() => {
    const { answered, count } = props;
    if (isSlow()) return t('search.searching');
    if (answered === undefined || !(hasWords(answered.form) || hasFilters(answered.form))) return '';
    return n(answered.hasMore ? 'search.newest' : 'search.count', count, { count: number(count) });
  });
  const searched = createMemo(() => {
    const { answered } = props;
    if (answered === undefined) return '';
    if (answered.sinceMs === undefined) return t('search.nothing-here');
    const day = dates().day(answered.sinceMs, now());
    return n('search.searched', answered.searched, { count: number(answered.searched), day });
  });
  return (
    <div class="search-facts">
      <p role="status">
        <b>{found()}</b>
      </p>
      <p>{searched()}</p>
    </div>
  );
};
