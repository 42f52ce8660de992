/** The call of a group over any screen: it goes on, it is folded into a bar, she is out of it. For the shell. */
import type { GroupCallRow } from '@sanad/model/engine/api';
import { createEffect, Match, Show, Switch } from 'solid-js';
import { Keyed } from '../../ui/Keyed.tsx';
import { useCalls } from '../calls/create-calls.ts';
import { useEngine } from '../engine-client.ts';
import { groupOf } from '../peers.tsx';
import '../calls/calls.css';
import './group-calls.css';
import { useGroupCalls } from './create-group-calls.ts';
import { GroupCallBar } from './GroupCallBar.tsx';
import { GroupCallEnd } from './GroupCallEnd.tsx';
import { GroupCallScreen } from './GroupCallScreen.tsx';

export const GroupCallHost = () => {
  const calls = useGroupCalls();
  const { speaker } = useCalls();
  const { conversations } = useEngine();
  const group = (row: GroupCallRow) => groupOf(conversations.byId[row.conversation]);
  return (
    <>
      <Show when={calls.row()}>
        {(row) => (
          <>
            <Keyed each={row().people} by={({ device }) => device}>
              {(one) => (
                <Voice speaker={speaker()} stream={one().link === 'forged' ? undefined : calls.of(one().device).microphone} />
              )}
            </Keyed>
            <Switch>
              <Match when={calls.isFolded()}>
                <GroupCallBar row={row()} group={group(row())} />
              </Match>
              <Match when={!calls.isFolded()}>
                <GroupCallScreen row={row()} group={group(row())} />
              </Match>
            </Switch>
          </>
        )}
      </Show>
      <Show when={calls.row() === undefined ? calls.left() : undefined}>{(left) => <GroupCallEnd left={left()} />}</Show>
    </>
  );
};

const Voice = (props: { readonly stream: MediaStream | undefined; readonly speaker: string | undefined }) => (
  // biome-ignore lint/a11y/useMediaCaption: the voice of somebody who speaks now
  <audio
    autoplay
    ref={(element) => {
      createEffect(() => {
        element.srcObject = props.stream ?? null;
      });
      // A loudspeaker that is gone: as the system likes.
      createEffect(() => void element.setSinkId?.(props.speaker ?? '').catch(() => undefined));
    }}
  />
);
