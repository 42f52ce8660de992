/** Records a voice note: press to begin, press to end, hear it, attach or delete it. No button has to be held. */
import Check from 'lucide-solid/icons/check';
import Mic from 'lucide-solid/icons/mic';
import MicOff from 'lucide-solid/icons/mic-off';
import Pause from 'lucide-solid/icons/pause';
import Square from 'lucide-solid/icons/square';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { createRecording, maxVoiceMs, type RecordedVoice } from './create-recording.ts';
import { clockOf } from './stopwatch.ts';
import './voice.css';
import { VoiceNote } from './VoiceNote.tsx';
import { useVoicePlayer } from './voice-player.ts';

interface VoiceRecorderProps {
  readonly onDone: (note: RecordedVoice) => void;
  readonly onClose: () => void;
  /** It leaves the page with a note that was neither attached nor deleted: the screen was changed, or locks. Ends when it is kept. */
  readonly onLeft: (note: RecordedVoice) => Promise<unknown>;
}

const previewId = 'voice-preview';
/** The last minute is counted down. */
const warnMs = 60_000;

export const VoiceRecorder = (props: VoiceRecorderProps) => {
  const { t } = useI18n();
  const player = useVoicePlayer();
  const voice = createRecording((note) => props.onLeft(note));
  const phase = createMemo(() => voice.recording().phase);
  const failed = () => {
    const now = voice.recording();
    return now.phase === 'failed' ? now : undefined;
  };
  const made = () => {
    const now = voice.recording();
    return now.phase === 'made' ? now : undefined;
  };
  const endPreview = () => {
    if (player.track()?.id === previewId) player.close();
  };
  onCleanup(endPreview);
  const start = () => {
    // What is heard would be recorded.
    player.pause();
    void voice.start();
  };
  const give = (note: RecordedVoice) => {
    endPreview();
    voice.drop();
    props.onDone(note);
  };
  const discard = () => {
    endPreview();
    voice.drop();
    props.onClose();
  };
  const focused = (button: HTMLButtonElement) => onMount(() => button.focus());
  const leftMs = () => maxVoiceMs - voice.spentMs();
  return (
    <section class="recorder" aria-label={t('voice.title')}>
      <Switch>
        <Match when={phase() === 'idle' || phase() === 'starting'}>
          <p class="recorder-head" role="status">
            <Mic class="i" />
            {t(phase() === 'starting' ? 'voice.starting' : 'voice.limit')}
          </p>
          <div class="btns" data-fill="">
            <Button kind="line" size="lg" onClick={() => props.onClose()}>
              {t('common.cancel')}
            </Button>
            <Button kind="primary" size="lg" busy={phase() === 'starting'} ref={focused} onClick={start}>
              <Mic class="i" />
              {t('voice.start')}
            </Button>
          </div>
        </Match>
        <Match when={failed()}>
          {(now) => (
            <>
              <Banner kind="medium" role="alert" icon={<MicOff class="i" />}>
                {t(`voice.${now().why}`)}
              </Banner>
              <div class="btns" data-fill="">
                <Button kind="line" size="lg" ref={focused} onClick={() => props.onClose()}>
                  {t('common.close')}
                </Button>
                <Show when={now().why !== 'missing' && now().why !== 'unsupported'}>
                  <Button kind="primary" size="lg" onClick={start}>
                    <Mic class="i" />
                    {t('voice.start')}
                  </Button>
                </Show>
              </div>
            </>
          )}
        </Match>
        <Match when={phase() === 'recording' || phase() === 'paused'}>
          <p class="recorder-head" data-live={phase() === 'recording' ? '' : undefined}>
            <Mic class="i" />
            <span role="status">{t(phase() === 'paused' ? 'voice.paused' : 'voice.recording')}</span>
            <span class="grow" />
            <Show when={leftMs() <= warnMs}>
              <span role="status">{t('voice.left', { left: clockOf(Math.ceil(leftMs() / 10_000) * 10_000) })}</span>
            </Show>
            <b class="num ltr">{clockOf(voice.spentMs())}</b>
          </p>
          <div class="levels" dir="ltr" aria-hidden="true">
            <For each={voice.levels()}>{(level) => <i style={{ 'block-size': `${Math.min(100, 8 + 260 * level)}%` }} />}</For>
          </div>
          <div class="btns" data-fill="">
            <Button kind="quiet" size="lg" onClick={discard}>
              <Trash class="i" />
              {t('voice.discard')}
            </Button>
            <Show
              when={phase() === 'recording'}
              fallback={
                <Button kind="line" size="lg" ref={focused} onClick={() => voice.resume()}>
                  <Mic class="i" />
                  {t('voice.resume')}
                </Button>
              }
            >
              <Button kind="line" size="lg" onClick={() => voice.pause()}>
                <Pause class="i" />
                {t('voice.pause')}
              </Button>
            </Show>
            <Button kind="primary" size="lg" ref={focused} onClick={() => void voice.stop()}>
              <Square class="i" />
              {t('voice.stop')}
            </Button>
          </div>
        </Match>
        <Match when={phase() === 'preparing'}>
          <p class="recorder-head" role="status">
            {t('voice.preparing')}
          </p>
        </Match>
        <Match when={made()}>
          {(now) => (
            <>
              <p class="recorder-head" role="status">
                {now().end === undefined ? t('voice.preview') : t(`voice.ended.${now().end ?? 'hidden'}`)}
              </p>
              <VoiceNote
                id={previewId}
                title={t('voice.title')}
                durationMs={now().note.durationMs}
                waveform={now().note.waveform}
                load={async () => now().note.blob}
              />
              <div class="btns" data-fill="">
                <Button kind="quiet" size="lg" onClick={discard}>
                  <Trash class="i" />
                  {t('voice.discard')}
                </Button>
                <Button kind="primary" size="lg" ref={focused} onClick={() => give(now().note)}>
                  <Check class="i" />
                  {t('voice.use')}
                </Button>
              </div>
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
};
