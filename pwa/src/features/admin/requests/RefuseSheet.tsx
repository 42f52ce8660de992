/** Saying no to a request, of access or of a new identity. */
import type { CommandResult } from '@sanad/model/engine/api';
import { createSignal, Show } from 'solid-js';
import { ConfirmSheet } from '../../../app/ConfirmSheet.tsx';
import { createDecision } from '../../../app/create-decision.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { TextField } from '../../../ui/TextField.tsx';

interface RefuseSheetProps {
  readonly name: string;
  /** Whose words. */
  readonly of: 'approvals' | 'resets';
  /** With what is told to the person, where it may be said. */
  readonly send: (reason: string | undefined) => CommandResult<void>;
  readonly withReason?: boolean | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RefuseSheet = (props: RefuseSheetProps) => {
  const { t } = useI18n();
  const [reason, setReason] = createSignal('');
  const decision = createDecision({
    send: () => props.send(reason().trim() === '' ? undefined : reason().trim()),
    said: () => t(`${props.of}.refused`),
    onDone: () => props.onDone(),
  });
  return (
    <ConfirmSheet
      title={t(`${props.of}.refuse.title`, { name: props.name })}
      decision={decision}
      submit={t('approvals.refuse.submit')}
      onClose={props.onClose}
    >
      <p>{t(`${props.of}.refuse.text`)}</p>
      <Show when={props.withReason}>
        <TextField
          label={t('approvals.refuse.reason')}
          hint={t('approvals.refuse.reason.hint')}
          maxlength={300}
          dir="auto"
          autocomplete="off"
          value={reason()}
          onValue={setReason}
        />
      </Show>
    </ConfirmSheet>
  );
};
