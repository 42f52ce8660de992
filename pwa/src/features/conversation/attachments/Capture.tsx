/** What is made here for the message: a photo on the whole screen, a voice note above the field. It is attached, and leaves with the message. */
import { Match, Switch } from 'solid-js';
import { TakePhoto } from '../../../app/capture/TakePhoto.tsx';
import type { ChosenFile } from '../../../app/files/prepare-file.ts';
import type { RecordedVoice } from '../../../app/voice/create-recording.ts';
import { VoiceRecorder } from '../../../app/voice/VoiceRecorder.tsx';
import { dayKey } from '../../../i18n/dates.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

interface CaptureProps {
  readonly of: 'photo' | 'voice' | undefined;
  /** Ends when it is kept. */
  readonly onFile: (file: ChosenFile) => Promise<unknown>;
  readonly onClose: () => void;
}

const ENDINGS: Readonly<Record<string, string>> = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' };

export const Capture = (props: CaptureProps) => {
  const { t } = useI18n();
  /** Made now: the time of the day is on the message. */
  const nameOf = (word: string, ending: string) => `${word} ${dayKey(Date.now())}.${ending}`;
  const keepVoice = ({ blob, type, durationMs, waveform }: RecordedVoice) => {
    const [kind = type] = type.split(';');
    const name = nameOf(t('file.voice'), ENDINGS[kind] ?? 'webm');
    return props.onFile({ blob: new Blob([blob], { type: kind }), name, voice: { durationMs, waveform } });
  };
  return (
    <Switch>
      <Match when={props.of === 'photo'}>
        <TakePhoto
          onDone={({ picture, consent }) => {
            void props.onFile({
              blob: picture,
              name: nameOf(t('file.picture'), picture.type === 'image/png' ? 'png' : 'jpg'),
              consent,
            });
            props.onClose();
          }}
          onClose={props.onClose}
        />
      </Match>
      <Match when={props.of === 'voice'}>
        <VoiceRecorder
          onDone={(note) => {
            void keepVoice(note);
            props.onClose();
          }}
          onLeft={keepVoice}
          onClose={props.onClose}
        />
      </Match>
    </Switch>
  );
};
