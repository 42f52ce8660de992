/** A voice note in a bubble: heard, held, moved in, sped up. Left to right in every language, as sound is drawn. */
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import { createMemo, Index, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { RateButton } from './RateButton.tsx';
import { clockOf } from './stopwatch.ts';
import './voice.css';
import { useVoicePlayer, type VoiceTrack } from './voice-player.ts';
import { gather } from './waveform.ts';

interface VoiceNoteProps extends VoiceTrack {
  readonly waveform: Uint8Array;
}

const bars = 38;
const barStep = 5;
const waveHeight = 30;

export const VoiceNote = (props: VoiceNoteProps) => {
  const { t } = useI18n();
  const player = useVoicePlayer();
  const isMine = createMemo(() => player.track()?.id === props.id);
  const isPlaying = () => isMine() && (player.state() === 'playing' || player.state() === 'loading');
  const positionMs = () => (isMine() ? player.positionMs() : 0);
  const failure = () => {
    const state = player.state();
    return isMine() && (state === 'gone' || state === 'unplayable') ? state : undefined;
  };
  const track = (): VoiceTrack => ({
    id: props.id,
    title: props.title,
    durationMs: props.durationMs,
    load: props.load,
    back: props.back,
  });
  const heights = createMemo(() =>
    gather(props.waveform.length === 0 ? new Uint8Array(bars) : props.waveform, bars).map((byte) =>
      Math.max(4, (byte / 255) * waveHeight),
    ),
  );
  const heard = () => (positionMs() / Math.max(1, props.durationMs)) * heights().length;
  const toggle = () => {
    if (isPlaying()) player.pause();
    else void player.play(track());
  };
  const moveTo = (ms: number) => {
    if (isMine() && failure() === undefined) player.seek(ms);
    else void player.play(track(), ms);
  };
  return (
    <div class="voice" dir="ltr">
      <IconButton
        label={t(isPlaying() ? 'voice.hold' : 'voice.play')}
        kind="soft"
        aria-busy={isMine() && player.state() === 'loading' ? 'true' : undefined}
        onClick={toggle}
      >
        <Show when={isPlaying()} fallback={<Play class="i" />}>
          <Pause class="i" />
        </Show>
      </IconButton>
      <div class="voice-seek">
        <svg
          class="wave"
          viewBox={`0 0 ${heights().length * barStep - 2} ${waveHeight}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <Index each={heights()}>
            {(height, at) => (
              <rect
                x={at * barStep}
                y={(waveHeight - height()) / 2}
                width="3"
                height={height()}
                rx="1.5"
                data-on={at + 0.5 < heard() ? '' : undefined}
              />
            )}
          </Index>
        </svg>
        <input
          type="range"
          min="0"
          max={Math.max(1, Math.round(props.durationMs / 1000))}
          step={props.durationMs < 20_000 ? 0.5 : 1}
          value={positionMs() / 1000}
          aria-label={t('voice.seek')}
          aria-valuetext={t('voice.position', { at: clockOf(positionMs()), of: clockOf(props.durationMs) })}
          onInput={(event) => moveTo(event.currentTarget.valueAsNumber * 1000)}
        />
      </div>
      <span class="dur num">{clockOf(isMine() && positionMs() > 0 ? positionMs() : props.durationMs)}</span>
      <Show when={isMine() && failure() === undefined}>
        <RateButton />
      </Show>
      <Show when={failure()}>
        {(why) => (
          <span class="voice-fault page-side" role="status">
            {t(`voice.${why()}`)}
          </span>
        )}
      </Show>
    </div>
  );
};
