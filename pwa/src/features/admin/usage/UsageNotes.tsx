/** What these figures are, and what the server cannot know. */
import Info from 'lucide-solid/icons/info';
import { For } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';

const NOTES = ['few', 'messages', 'urgent', 'calls', 'log'] as const;

export const UsageNotes = () => {
  const { t } = useI18n();
  return (
    <section class="card card-pad usage-notes" aria-labelledby="usage-notes">
      <h2 id="usage-notes">
        <Info class="i" />
        {t('usage.note.title')}
      </h2>
      <ul>
        <For each={NOTES}>{(note) => <li>{t(`usage.note.${note}`)}</li>}</For>
      </ul>
    </section>
  );
};
