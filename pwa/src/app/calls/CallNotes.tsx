/** What is to be known in a call beside who it is with: pictures that rest, a screen that is seen, a device that went away. Said once, and seen. */
import MicOff from 'lucide-solid/icons/mic-off';
import ScreenShare from 'lucide-solid/icons/screen-share';
import VideoOff from 'lucide-solid/icons/video-off';
import WifiLow from 'lucide-solid/icons/wifi-low';
import { For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { SentenceKey } from '../../i18n/translate.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { CallProps } from './call-props.ts';
import { useCalls } from './create-calls.ts';

type Icon = (props: { readonly class?: string }) => JSX.Element;
interface Note {
  readonly words: SentenceKey;
  readonly icon: Icon;
}
const NOTES = {
  microphone: { words: 'calls.lost.microphone', icon: MicOff },
  camera: { words: 'calls.lost.camera', icon: VideoOff },
  mine: { words: 'calls.paused.mine', icon: WifiLow },
  peer: { words: 'calls.paused.peer', icon: WifiLow },
  screen: { words: 'calls.screen.shown', icon: ScreenShare },
} as const satisfies Readonly<Record<string, Note>>;

export const CallNotes = (props: Pick<CallProps, 'row'> & { readonly more: string | undefined }) => {
  const { t } = useI18n();
  const calls = useCalls();
  const notes = (): readonly Note[] => {
    const lost = calls.lost();
    const { isPaused } = props.row.peerSends;
    return [
      ...(lost === 'microphone' || lost === 'camera' ? [NOTES[lost]] : []),
      // Of both one says enough.
      ...(isPaused ? [NOTES.peer] : calls.line().isPaused ? [NOTES.mine] : []),
      ...(calls.isScreenShown() ? [NOTES.screen] : []),
    ];
  };
  return (
    <div class="call-notes" role="status">
      <For each={notes()}>
        {({ words, icon }) => (
          <p class="call-glass">
            <Dynamic component={icon} class="i" />
            <span>{t(words)}</span>
          </p>
        )}
      </For>
      <Show when={props.more}>{(words) => <p class="call-glass">{words()}</p>}</Show>
    </div>
  );
};
