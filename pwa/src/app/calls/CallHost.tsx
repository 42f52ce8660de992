/** The call over any screen: it rings, it is going on, it is folded into a bar, it is over. For the shell. */
import type { CallRow } from '@sanad/model/engine/api';
import { createEffect, Match, onCleanup, Show, Switch } from 'solid-js';
import { createDirectory } from '../colleagues.ts';
import { CallBar } from './CallBar.tsx';
import { CallEnd } from './CallEnd.tsx';
import { CallScreen } from './CallScreen.tsx';
import { CallStatus } from './CallStatus.tsx';
import './calls.css';
import { isEndPlain } from './call-words.ts';
import { useCalls } from './create-calls.ts';
import { createPictureInPicture } from './create-picture-in-picture.ts';
import { IncomingCall } from './IncomingCall.tsx';
import { peerPictures } from './peer-pictures.ts';

const plainEndMs = 2_500;

export const CallHost = (props: { readonly row: CallRow }) => {
  const calls = useCalls();
  const people = createDirectory();
  const pip = createPictureInPicture();
  const pictures = () => peerPictures(props.row, calls.remote());
  const person = () => people()?.find(({ user }) => user === props.row.peer);
  createEffect(() => {
    if (props.row.phase !== 'ended' || !isEndPlain(props.row)) return;
    const timer = setTimeout(calls.dismiss, plainEndMs);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <>
      <CallStatus row={props.row} person={person()} />
      <Show when={calls.remote().microphone}>
        {(stream) => (
          // biome-ignore lint/a11y/useMediaCaption: the voice of somebody who speaks now
          <audio
            autoplay
            ref={(element) => {
              createEffect(() => {
                element.srcObject = stream();
              });
              // A loudspeaker that is gone: as the system likes.
              createEffect(() => void element.setSinkId?.(calls.speaker() ?? '').catch(() => undefined));
            }}
          />
        )}
      </Show>
      <Show when={pip.canShow ? pictures() : undefined}>
        {(stream) => (
          <video
            class="call-pip"
            autoplay
            muted
            playsinline
            ref={(element) => {
              pip.attach(element);
              createEffect(() => {
                element.srcObject = stream();
              });
            }}
          />
        )}
      </Show>
      <Switch>
        <Match when={props.row.phase === 'incoming'}>
          <IncomingCall row={props.row} person={person()} />
        </Match>
        <Match when={props.row.phase === 'ended'}>
          <CallEnd row={props.row} person={person()} />
        </Match>
        <Match when={calls.isFolded()}>
          <CallBar row={props.row} person={person()} />
        </Match>
        <Match when={!calls.isFolded()}>
          <CallScreen row={props.row} person={person()} pip={pip} />
        </Match>
      </Switch>
    </>
  );
};
