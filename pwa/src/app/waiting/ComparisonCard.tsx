/** What she and an administrator compare by voice (ORG-8, RESET-2), in groups of four. */
import { useI18n } from '../../i18n/use-i18n.ts';
import { type CodeShape, groupCode } from '../group-code.ts';

interface ComparisonCardProps {
  /** Whose words. */
  readonly of: 'pending' | 'resetting';
  readonly code: string;
  readonly shape: CodeShape;
}

export const ComparisonCard = (props: ComparisonCardProps) => {
  const { t } = useI18n();
  return (
    <section class="card card-pad comparison-card">
      <div>
        <h2>{t('pending.code.title')}</h2>
        <p class="hint">{t(`${props.of}.code.text`)}</p>
      </div>
      <p class="code comparison" data-long={props.shape.characters > 8 ? '' : undefined}>
        <span class="sr">{t('pending.code.label', { code: Array.from(props.code).join(' ') })}</span>
        <span aria-hidden="true">{groupCode(props.code, props.shape)}</span>
      </p>
    </section>
  );
};
