/** The call of a group: everybody side by side, or who speaks large; what one can do. Folded, messages can be read meanwhile. */
import ChevronDown from 'lucide-solid/icons/chevron-down';
import GalleryThumbnails from 'lucide-solid/icons/gallery-thumbnails';
import LayoutGrid from 'lucide-solid/icons/layout-grid';
import Lock from 'lucide-solid/icons/lock';
import MicOff from 'lucide-solid/icons/mic-off';
import UsersRound from 'lucide-solid/icons/users-round';
import { createMemo, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { CallDialog } from '../calls/CallDialog.tsx';
import { createDirectory } from '../colleagues.ts';
import { useMe } from '../me.ts';
import { createNow } from '../now.ts';
import { GroupName } from '../peers.tsx';
import { PersonName, personName } from '../people.tsx';
import { myPhotoUrl } from '../photo.ts';
import { clockOf } from '../voice/stopwatch.ts';
import { useGroupCalls } from './create-group-calls.ts';
import { GroupCallStatus } from './GroupCallStatus.tsx';
import { GroupDock } from './GroupDock.tsx';
import { GroupPeople } from './GroupPeople.tsx';
import { GroupTile } from './GroupTile.tsx';
import { ownHand, shownPeople } from './group-call-people.ts';
import type { GroupCallProps } from './group-call-props.ts';

const secondMs = 1_000;

export const GroupCallScreen = (props: GroupCallProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const calls = useGroupCalls();
  const me = useMe();
  const directory = createDirectory();
  const now = createNow(secondMs);
  const [arePeopleShown, showPeople] = createSignal(false);
  const people = createMemo(() => shownPeople(props.row, directory()));
  const isStage = () => calls.view() === 'stage' && props.row.people.length > 0;
  /** Until somebody spoke who is there, who came first. */
  const stage = () => {
    if (!isStage()) return undefined;
    const { people: others } = props.row;
    return (others.find(({ device }) => device === calls.speaking().stage) ?? others[0])?.device;
  };
  const self = createMemo(() => {
    const mine = me();
    return mine && { ...mine, photoUrl: myPhotoUrl(mine) };
  });
  const mutedBy = createMemo(() => directory()?.find(({ user }) => user === props.row.mutedBy));
  return (
    <CallDialog label={t('group-calls.title')} onEscape={() => (arePeopleShown() ? showPeople(false) : calls.fold(true))}>
      <GroupCallStatus row={props.row} people={people()} />
      <header class="call-top">
        <IconButton label={t('calls.fold')} onClick={() => calls.fold(true)}>
          <ChevronDown class="i" />
        </IconButton>
        <div class="call-what-group">
          <h2>
            <Show when={props.group}>{(group) => <GroupName of={group()} clip />}</Show>
          </h2>
          <p>
            <Lock class="i" />
            <span class="num">{clockOf(now() - props.row.enteredAtMs)}</span>
            <span>· {n('group-calls.people', props.row.people.length + 1)}</span>
          </p>
        </div>
        <IconButton
          label={t(isStage() ? 'group-calls.view.grid' : 'group-calls.view.stage')}
          onClick={() => calls.setView(calls.view() === 'stage' ? 'grid' : 'stage')}
        >
          <Show when={isStage()} fallback={<GalleryThumbnails class="i" />}>
            <LayoutGrid class="i" />
          </Show>
        </IconButton>
        <IconButton
          label={t('group-calls.participants')}
          aria-expanded={arePeopleShown()}
          onClick={() => showPeople(!arePeopleShown())}
        >
          <UsersRound class="i" />
        </IconButton>
      </header>
      <div class="call-room">
        <Show when={mutedBy()}>
          {(who) => (
            <p class="call-said" role="status">
              <MicOff class="i" />
              {t('group-calls.muted-by', { name: personName(i18n, who()) })}
            </p>
          )}
        </Show>
        <Show when={props.row.people.length === 0}>
          <p class="call-said">{t(props.row.phase === 'opening' ? 'group-calls.opening' : 'group-calls.alone')}</p>
        </Show>
        <ul
          class="call-grid"
          data-view={isStage() ? 'stage' : 'grid'}
          data-count={props.row.people.length + 1}
          style={{ '--others': props.row.people.length }}
        >
          <Keyed each={people()} by={({ device }) => device}>
            {(one) => (
              <GroupTile
                name={<Show when={one().person}>{(person) => <PersonName of={person()} clip />}</Show>}
                person={one().person}
                sends={one().sends}
                streams={calls.of(one().device)}
                isSpeaking={one().sends.microphone && calls.speaking().now.has(one().device)}
                isOnStage={stage() === one().device}
                hand={one().hand}
                link={one().link}
              />
            )}
          </Keyed>
          <GroupTile
            name={<span>{t('group-calls.you')}</span>}
            person={self()}
            sends={props.row.sends}
            streams={calls.mine()}
            isMine
            isSpeaking={false}
            isOnStage={false}
            hand={ownHand(props.row)}
            link="connected"
          />
        </ul>
        <Show when={arePeopleShown()}>
          <GroupPeople row={props.row} people={people()} onClose={() => showPeople(false)} />
        </Show>
      </div>
      <GroupDock row={props.row} />
    </CallDialog>
  );
};
