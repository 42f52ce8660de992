/** What can be done with codes that are shown: their paper is printed, or the characters are copied. */
import Copy from 'lucide-solid/icons/copy';
import Printer from 'lucide-solid/icons/printer';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';

interface CodeActionsProps {
  readonly text: string;
  /** Said when they were copied. */
  readonly copied: string;
}

export const CodeActions = (props: CodeActionsProps) => {
  const { t } = useI18n();
  const toaster = useToaster();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      toaster.show({ text: props.copied });
    } catch {
      // The browser refused, and said nothing that could be done about it.
      toaster.show({ text: t('msg.copy-failed') });
    }
  };
  return (
    <div class="btns" data-fill>
      <Button kind="line" onClick={() => window.print()}>
        <Printer class="i" />
        {t('code.print')}
      </Button>
      <Button kind="line" onClick={() => void copy()}>
        <Copy class="i" />
        {t('code.copy')}
      </Button>
    </div>
  );
};
