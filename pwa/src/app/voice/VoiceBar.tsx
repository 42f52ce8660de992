/** What is being heard, on every screen of the app: hold it, go on, return to where it is said, end it. For the shell. */
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { RateButton } from './RateButton.tsx';
import { clockOf } from './stopwatch.ts';
import './voice.css';
import { useVoicePlayer } from './voice-player.ts';

export const VoiceBar = () => {
  const { t } = useI18n();
  const player = useVoicePlayer();
  const isPlaying = () => player.state() === 'playing' || player.state() === 'loading';
  return (
    <Show when={player.track()}>
      {(track) => (
        <section class="voice-bar" aria-label={t('voice.bar')}>
          <IconButton
            label={t(isPlaying() ? 'voice.hold' : 'voice.play')}
            onClick={() => (isPlaying() ? player.pause() : void player.play(track()))}
          >
            <Show when={isPlaying()} fallback={<Play class="i" />}>
              <Pause class="i" />
            </Show>
          </IconButton>
          <button
            type="button"
            class="voice-where"
            disabled={track().back === undefined}
            title={t('voice.bar.back')}
            onClick={() => track().back?.()}
          >
            <bdi class="name-clip">{track().title}</bdi>
            <span class="ltr num">
              {clockOf(player.positionMs())} / {clockOf(track().durationMs)}
            </span>
          </button>
          <RateButton />
          <IconButton label={t('voice.bar.close')} onClick={() => player.close()}>
            <X class="i" />
          </IconButton>
          <i style={{ 'inline-size': `${(100 * player.positionMs()) / Math.max(1, track().durationMs)}%` }} />
        </section>
      )}
    </Show>
  );
};
