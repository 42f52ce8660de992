/** What the log is narrowed to: a kind of act, somebody, a period. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { type AuditGroup, auditGroups } from '../../../app/admin/ask.ts';
import { fold } from '../../../app/fold.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { TextField } from '../../../ui/TextField.tsx';

export interface AuditForm {
  readonly group: AuditGroup | undefined;
  readonly person: UserId | undefined;
  /** Days, as a date field has them; empty: none. */
  readonly from: string;
  readonly to: string;
}
export const emptyForm: AuditForm = { group: undefined, person: undefined, from: '', to: '' };

const midnightMs = (day: string, later: number): number | undefined => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return day === '' ? undefined : new Date(year, month - 1, date + later).getTime();
};
/** Days of this device's time zone. */
export const toQuery = ({ group, person, from, to }: AuditForm) => ({
  group,
  person,
  fromMs: midnightMs(from, 0),
  toMs: midnightMs(to, 1),
});

const maxSuggested = 6;

interface AuditFiltersProps {
  readonly form: AuditForm;
  readonly people: readonly Person[];
  readonly onChange: (change: Partial<AuditForm>) => void;
}

export const AuditFilters = (props: AuditFiltersProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const [text, setText] = createSignal('');
  const chosen = createMemo(() => props.people.find(({ user }) => user === props.form.person));
  const suggested = createMemo(() => {
    const wanted = fold(text().trim());
    return wanted === '' ? [] : props.people.filter(({ name }) => fold(name).includes(wanted)).slice(0, maxSuggested);
  });
  const choose = (person: UserId | undefined) => {
    setText('');
    props.onChange({ person });
  };
  return (
    <div class="audit-filters">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="chips" role="group" aria-label={t('audit.filter')}>
        <For each={[undefined, ...auditGroups]}>
          {(group) => (
            <button
              type="button"
              class="chip"
              aria-pressed={props.form.group === group}
              onClick={() => props.onChange({ group })}
            >
              {t(`audit.group.${group ?? 'all'}`)}
            </button>
          )}
        </For>
      </div>
      <div class="audit-fields">
        <div class="audit-person">
          <Show when={chosen()} fallback={<SearchBox label={t('audit.person')} value={text()} onValue={setText} />}>
            {(person) => (
              <button type="button" class="chip" aria-pressed="true" onClick={() => choose(undefined)}>
                {t('audit.person.only', { name: `\u2068${personName(i18n, person())}\u2069` })}
                <X class="i" aria-label={t('audit.person.clear')} />
              </button>
            )}
          </Show>
          <Show when={suggested().length > 0}>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
            <div class="chips" role="group" aria-label={t('audit.person.hint')}>
              <For each={suggested()}>
                {(person) => (
                  <button type="button" class="chip" onClick={() => choose(person.user)}>
                    <bdi>{personName(i18n, person)}</bdi>
                  </button>
                )}
              </For>
            </div>
          </Show>
        </div>
        <TextField type="date" label={t('audit.from')} value={props.form.from} onValue={(from) => props.onChange({ from })} />
        <TextField type="date" label={t('audit.to')} value={props.form.to} onValue={(to) => props.onChange({ to })} />
      </div>
    </div>
  );
};
