/** How large files are (ORG-10, FILE-4). */
import type { FilePolicy } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { megabytes } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { RuleSelect } from './RuleSelect.tsx';
import { sizesOf } from './rule-choices.ts';

interface FileRulesProps {
  readonly rules: FilePolicy;
  readonly onChange: (rules: FilePolicy) => void;
}

export const FileRules = (props: FileRulesProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.files')}</h2>
      <div class="card card-pad stack">
        <For each={['maxMb', 'quotaMb'] as const}>
          {(field) => (
            <RuleSelect
              label={t(`rules.${field}`)}
              values={sizesOf(props.rules, field)}
              chosen={props.rules[field]}
              words={(mb) => megabytes(i18n, mb)}
              onChange={(mb) => props.onChange({ ...props.rules, [field]: mb })}
            />
          )}
        </For>
      </div>
      <p class="hint">{t('rules.files.hint')}</p>
    </section>
  );
};
