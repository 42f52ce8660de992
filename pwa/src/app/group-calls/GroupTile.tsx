/** One of those who are in: her picture or her initials, her name, and in words and signs what she does. */
import type { LinkPhase, Person, Sends } from '@sanad/model/engine/api';
import Hand from 'lucide-solid/icons/hand';
import MicOff from 'lucide-solid/icons/mic-off';
import ScreenShare from 'lucide-solid/icons/screen-share';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import Volume2 from 'lucide-solid/icons/volume-2';
import { createEffect, type JSX, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ProfessionIcon } from '../people.tsx';
import type { SourceStreams } from './group-media.ts';

const faceSize = 72;

interface GroupTileProps {
  readonly name: JSX.Element;
  readonly person: Pick<Person, 'user' | 'name' | 'photoUrl' | 'profession'> | undefined;
  readonly sends: Sends;
  readonly streams: SourceStreams;
  readonly isMine?: boolean | undefined;
  readonly isSpeaking: boolean;
  readonly isOnStage: boolean;
  readonly hand: number | undefined;
  readonly link: LinkPhase;
}

export const GroupTile = (props: GroupTileProps) => {
  const { t } = useI18n();
  /** Her screen before her face: it is what she wants to show. */
  const source = () => (props.sends.screen ? 'screen' : props.sends.camera ? 'camera' : undefined);
  const picture = () => {
    const shown = source();
    return shown === undefined || props.link === 'forged' ? undefined : props.streams[shown];
  };
  return (
    <li
      class="call-tile"
      data-speaking={props.isSpeaking ? '' : undefined}
      data-stage={props.isOnStage ? '' : undefined}
      data-link={props.link}
    >
      <Show
        when={picture()}
        fallback={
          <Show when={props.person}>
            {(person) => <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={faceSize} />}
          </Show>
        }
      >
        {(stream) => <Picture stream={stream()} source={source()} isMirrored={props.isMine === true} />}
      </Show>
      <Show when={props.link !== 'connected'}>
        <p class="call-tile-link">
          <Show when={props.link === 'forged'}>
            <ShieldAlert class="i" />
          </Show>
          {t(`group-calls.link.${props.link === 'connected' ? 'connecting' : props.link}`)}
        </p>
      </Show>
      <p class="call-cap">
        <Show when={props.isSpeaking}>
          <Volume2 class="i" role="img" aria-hidden="false" aria-label={t('group-calls.speaks')} />
        </Show>
        <Show when={!props.sends.microphone}>
          <MicOff class="i" role="img" aria-hidden="false" aria-label={t('group-calls.muted')} />
        </Show>
        <Show when={props.hand}>
          {(place) => (
            <span class="call-hand">
              <Hand class="i" role="img" aria-hidden="false" aria-label={t('group-calls.hand.nth', { n: place() })} />
              <span aria-hidden="true">{place()}</span>
            </span>
          )}
        </Show>
        <Show when={props.sends.screen}>
          <ScreenShare class="i" role="img" aria-hidden="false" aria-label={t('group-calls.screen.of')} />
        </Show>
        {props.name}
        <Show when={props.person}>{(person) => <ProfessionIcon of={person().profession} />}</Show>
      </p>
    </li>
  );
};

interface PictureProps {
  readonly stream: MediaStream;
  readonly source: 'camera' | 'screen' | undefined;
  readonly isMirrored: boolean;
}
/** Without its sound: that has an element of its own. */
const Picture = (props: PictureProps) => (
  <video
    autoplay
    muted
    playsinline
    data-source={props.source}
    data-mirrored={props.isMirrored && props.source === 'camera' ? '' : undefined}
    ref={(element) => {
      createEffect(() => {
        element.srcObject = props.stream;
      });
    }}
  />
);
