/** Who is in the call of the group, hands first; whoever may asks somebody for silence here. */
import type { GroupCallRow } from '@sanad/model/engine/api';
import Hand from 'lucide-solid/icons/hand';
import Mic from 'lucide-solid/icons/mic';
import MicOff from 'lucide-solid/icons/mic-off';
import X from 'lucide-solid/icons/x';
import { createMemo, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { PersonName, ProfessionTag, personName } from '../people.tsx';
import { useGroupCalls } from './create-group-calls.ts';
import type { Shown } from './group-call-people.ts';

const faceSize = 40;

interface GroupPeopleProps {
  readonly row: GroupCallRow;
  readonly people: readonly Shown[];
  readonly onClose: () => void;
}

export const GroupPeople = (props: GroupPeopleProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const calls = useGroupCalls();
  const ordered = createMemo(() =>
    [...props.people].sort((a, b) => (a.hand ?? Number.POSITIVE_INFINITY) - (b.hand ?? Number.POSITIVE_INFINITY)),
  );
  const nameOf = ({ person }: Shown): string => (person === undefined ? '' : personName(i18n, person));
  let heading: HTMLElement | undefined;
  onMount(() => heading?.focus());
  return (
    <section class="call-people" aria-label={t('group-calls.participants')}>
      <header>
        <h3
          tabindex="-1"
          ref={(made) => {
            heading = made;
          }}
        >
          {t('group-calls.participants')}
        </h3>
        <IconButton label={t('group-calls.participants.close')} onClick={() => props.onClose()}>
          <X class="i" />
        </IconButton>
      </header>
      <p class="call-note">
        {n('group-calls.people', props.people.length + 1)} – {t('group-calls.limit')}
      </p>
      <ul>
        <Keyed each={ordered()} by={({ device }) => device}>
          {(one) => (
            <li>
              <Show when={one().person}>
                {(person) => (
                  <>
                    <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={faceSize} />
                    <span class="call-person">
                      <PersonName of={person()} clip />
                      <ProfessionTag of={person().profession} />
                    </span>
                  </>
                )}
              </Show>
              <Show when={one().hand}>
                {(place) => (
                  <span class="call-hand">
                    <Hand class="i" role="img" aria-hidden="false" aria-label={t('group-calls.hand.nth', { n: place() })} />
                    <span aria-hidden="true">{place()}</span>
                  </span>
                )}
              </Show>
              <Show
                when={one().sends.microphone}
                fallback={<MicOff class="i" role="img" aria-hidden="false" aria-label={t('group-calls.muted')} />}
              >
                <Show when={props.row.mayMute} fallback={<Mic class="i" />}>
                  <IconButton label={t('group-calls.mute', { name: nameOf(one()) })} onClick={() => calls.mute(one().device)}>
                    <Mic class="i" />
                  </IconButton>
                </Show>
              </Show>
            </li>
          )}
        </Keyed>
      </ul>
    </section>
  );
};
