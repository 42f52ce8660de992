/** A voice note in a message: fetched when somebody wants to hear it. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import { Show } from 'solid-js';
import { createFileActions } from '../../../app/files/create-file-actions.ts';
import { VoiceNote } from '../../../app/voice/VoiceNote.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useThreadDoor } from '../thread-door.ts';

interface VoiceCardProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
}

export const VoiceCard = (props: VoiceCardProps) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const files = createFileActions();
  const navigate = useNavigate();
  // The player goes on when the thread is left: what it needs is read now.
  const { id, mine, author } = props.row;
  const { file, type } = props.file;
  const conversation = door.conversation;
  const isThere = () => props.file.place !== 'gone' && props.file.place !== 'unsent';
  return (
    <Show
      when={isThere()}
      fallback={<span class="file-fact">{t(props.file.place === 'gone' ? 'file.gone' : 'file.unsent')}</span>}
    >
      <VoiceNote
        id={file}
        title={mine ? t('common.you') : door.name(author)}
        durationMs={props.file.voice?.durationMs ?? 0}
        waveform={props.file.voice?.waveform ?? new Uint8Array()}
        load={() => files.open({ conversation, message: id }, { file, type })}
        back={() => navigate(`/c/${conversation}#m=${id}`)}
      />
    </Show>
  );
};
