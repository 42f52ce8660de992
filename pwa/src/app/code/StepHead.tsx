/** Where somebody stands in asking for access, and the way back. */
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { StepBar } from '../../ui/StepBar.tsx';

const steps = 3;

interface StepHeadProps {
  readonly at: number;
  /** Left out where the screen itself says where back leads. */
  readonly onBack?: () => void;
}

export const StepHead = (props: StepHeadProps) => {
  const { t } = useI18n();
  return (
    <header class="gate-head">
      <Show when={props.onBack} fallback={<span class="side" />}>
        {(back) => (
          <IconButton label={t('common.back')} onClick={() => back()()}>
            <ChevronLeft class="i flip" />
          </IconButton>
        )}
      </Show>
      <StepBar at={props.at} of={steps} label={t('sign-up.step', { n: props.at })} />
      <span class="side" />
    </header>
  );
};
