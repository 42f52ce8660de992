/** The button at the end: it sends, saves what was changed, or offers to say it when nothing is written. Sending as urgent is written out. */
import Check from 'lucide-solid/icons/check';
import Mic from 'lucide-solid/icons/mic';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import { Match, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

interface ComposerSendProps {
  readonly isUrgent: boolean;
  readonly isEditing: boolean;
  readonly canRecord: boolean;
  readonly canSend: boolean;
  readonly onSend: () => void;
  readonly onRecord: () => void;
}

export const ComposerSend = (props: ComposerSendProps) => {
  const { t } = useI18n();
  return (
    <Switch
      fallback={
        <IconButton
          label={t(props.isEditing ? 'composer.save-edit' : 'composer.send')}
          kind="accent"
          disabled={!props.canSend}
          onClick={() => props.onSend()}
        >
          <Show when={props.isEditing} fallback={<SendHorizontal class="i flip" />}>
            <Check class="i" />
          </Show>
        </IconButton>
      }
    >
      <Match when={props.isUrgent}>
        <Button kind="urgent" disabled={!props.canSend} onClick={() => props.onSend()}>
          <UrgentGlyph />
          {t(props.isEditing ? 'composer.save-edit' : 'composer.send-urgent')}
        </Button>
      </Match>
      <Match when={props.canRecord}>
        <IconButton label={t('voice.title')} kind="accent" onClick={() => props.onRecord()}>
          <Mic class="i" />
        </IconButton>
      </Match>
    </Switch>
  );
};
