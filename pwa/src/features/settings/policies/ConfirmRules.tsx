/** Before rules are signed for everybody: what changes, from what to what. */
import type { Policy } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { megabytes } from '../../../app/files/file-words.ts';
import { minutesOf, ringWords, whoWords } from '../../../app/urgent/rule-words.ts';
import type { SentenceKey } from '../../../i18n/translate.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { type Difference, differences } from './rule-choices.ts';

interface ConfirmRulesProps {
  readonly before: Policy;
  readonly after: Policy;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const LABEL = {
  by: 'rules.difference.by',
  rings: 'rules.difference.rings',
  deadline: 'rules.difference.deadline',
  maxMb: 'rules.maxMb',
  quotaMb: 'rules.quotaMb',
  turnOnly: 'rules.difference.turnOnly',
} as const satisfies Readonly<Record<Difference, SentenceKey>>;

export const ConfirmRules = (props: ConfirmRulesProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const decision = createDecision({
    send: () => api.changePolicy(props.after),
    said: () => t('rules.saved'),
    onDone: () => props.onDone(),
  });
  const words = ({ urgent, files, calls }: Policy, field: Difference): string => {
    switch (field) {
      case 'by':
        return whoWords(i18n, urgent.by);
      case 'rings':
        return ringWords(i18n, urgent);
      case 'deadline':
        return n('rules.minutes', minutesOf(urgent.deadlineMs));
      case 'maxMb':
        return megabytes(i18n, files.maxMb);
      case 'quotaMb':
        return megabytes(i18n, files.quotaMb);
      case 'turnOnly':
        return t(calls.turnOnly ? 'rules.turn-only.on' : 'rules.turn-only.off');
    }
  };
  return (
    <Sheet title={t('rules.confirm.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <dl class="stack">
        <For each={differences(props.before, props.after)}>
          {(field) => (
            <div>
              <dt class="label">{t(LABEL[field])}</dt>
              <dd>{t('rules.before', { words: words(props.before, field) })}</dd>
              <dd>
                <b>{t('rules.after', { words: words(props.after, field) })}</b>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p class="hint">{t('rules.confirm.hint')}</p>
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t('rules.confirm.submit')}
      </Button>
    </Sheet>
  );
};
