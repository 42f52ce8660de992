/** Two groups typed back from paper: a code that was only looked at is a code that is lost. */
import { createSignal } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CodeField } from '../../ui/CodeField.tsx';
import './code.css';

interface AskedGroupsProps {
  readonly formId: string;
  readonly asked: readonly [number, number];
  readonly onComplete: (isComplete: boolean) => void;
  readonly onSubmit: (typed: readonly [string, string]) => void;
}

export const AskedGroups = (props: AskedGroupsProps) => {
  const { t } = useI18n();
  const [first, setFirst] = createSignal('');
  const [second, setSecond] = createSignal('');
  const isComplete = () => first().trim().length >= 4 && second().trim().length >= 4;
  const field = (at: number, value: string, onValue: (value: string) => void) => (
    <CodeField
      label={t('code.group', { n: at + 1 })}
      maxlength={7}
      value={value}
      onValue={(typed) => {
        onValue(typed);
        props.onComplete(isComplete());
      }}
    />
  );
  return (
    <form
      id={props.formId}
      class="asked"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete()) props.onSubmit([first().trim(), second().trim()]);
      }}
    >
      {field(props.asked[0], first(), setFirst)}
      {field(props.asked[1], second(), setSecond)}
    </form>
  );
};
