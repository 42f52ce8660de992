/** More people for a group; without a network they wait as members to be added. */
import type { Person } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { isSpaceId } from '@sanad/model/ids';
import { useNavigate, useParams } from '@solidjs/router';
import History from 'lucide-solid/icons/clock';
import { createMemo, createSignal, Show } from 'solid-js';
import { createDecision } from '../../app/create-decision.ts';
import { createMessages, useEngine } from '../../app/engine-client.ts';
import { PaneBar } from '../../app/PaneBar.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { MissingGroup } from './MissingGroup.tsx';
import { PickPeople } from './PickPeople.tsx';
import './groups.css';

export const AddMembers = () => {
  const params = useParams<{ readonly id: string }>();
  const id = createMemo<SpaceId | undefined>(() => (isSpaceId(params.id) ? params.id : undefined));
  return (
    <Show when={id()} keyed fallback={<MissingGroup />}>
      {(space) => <Adding id={space} />}
    </Show>
  );
};

const Adding = (props: { readonly id: SpaceId }) => {
  const { t, n } = useI18n();
  const { api, sync } = useEngine();
  const navigate = useNavigate();
  const thread = createMessages(
    () => props.id,
    () => 1,
  );
  const group = createMemo(() => thread.meta?.group);
  const members = createMemo(() => new Set(group()?.people.map(({ user }) => user)));
  const [chosen, setChosen] = createSignal<readonly Person[]>([]);
  useTitle(() => t('group.add.title'));
  const decision = createDecision({
    send: () =>
      api.addMembers(
        props.id,
        chosen().map(({ user }) => user),
      ),
    said: () => t(sync().connectivity === 'online' ? 'group.added' : 'group.added-offline'),
    onDone: (space) => navigate(space === props.id ? `/groups/${space}` : `/c/${space}`, { replace: true }),
  });
  return (
    <Show when={!thread.loaded || group()?.admin} fallback={<MissingGroup />}>
      <div class="pane main people-pick">
        <PaneBar title={t('group.add.title')} back={`/groups/${props.id}`} />
        <PickPeople chosen={chosen()} without={members()} emptyText={t('group.all-in')} onChosen={setChosen} />
        <div class="act-dock">
          <Show when={chosen().length > 0}>
            <Banner icon={<History class="i" />}>{t(`group.add.history.${group()?.history ?? 'full'}`)}</Banner>
          </Show>
          <Failure words={decision.failure()} />
          <Button
            kind="primary"
            size="lg"
            wide
            disabled={chosen().length === 0}
            busy={decision.isBusy()}
            onClick={decision.decide}
          >
            {n('group.add.submit', chosen().length)}
          </Button>
        </div>
      </div>
    </Show>
  );
};
