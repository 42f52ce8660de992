/** A colleague is asked into a group that I take care of, or to an event that begins with her. */
import type { ConversationRow, GroupWith, Person } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { useNavigate } from '@solidjs/router';
import CalendarPlus from 'lucide-solid/icons/calendar-plus';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import History from 'lucide-solid/icons/clock';
import { createSignal, Show } from 'solid-js';
import { createDecision } from '../../app/create-decision.ts';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { PeerAvatar, peerName } from '../../app/peers.tsx';
import { personName } from '../../app/people.tsx';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

interface InviteSheetProps {
  readonly person: Person;
  readonly groups: readonly GroupWith[];
  /** Those of them to which she may be added. */
  readonly rows: readonly ConversationRow[];
  readonly onClose: () => void;
}
const none = '';

export const InviteSheet = (props: InviteSheetProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const navigate = useNavigate();
  const [group, setGroup] = createSignal<SpaceId | typeof none>(none);
  const [failure, setFailure] = createSignal<string>();
  const history = () => props.groups.find(({ id }) => id === group())?.history;
  const decision = createDecision({
    send: () => api.addMembers(group() as SpaceId, [props.person.user]), // the button is there once one is chosen
    said: () => t(sync().connectivity === 'online' ? 'group.added' : 'group.added-offline'),
    onDone: () => props.onClose(),
  });
  const plan = async () => {
    setFailure(undefined);
    const direct = await api.openDirect(props.person.user);
    if (!direct.ok) return void setFailure(failureWords(i18n, direct.error));
    const asked = { start: dayKey(Date.now()), calendar: direct.value, invite: props.person.user };
    return navigate(`/calendar/new?${new URLSearchParams(asked)}`);
  };
  return (
    <Sheet
      title={t('people.invite.title', { name: personName(i18n, props.person) })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <div class="card rows">
        <button type="button" class="row" onClick={() => void plan()}>
          <CalendarPlus class="i" />
          <span class="txt">
            {t('people.invite.event')}
            <small>{t('people.invite.event.hint')}</small>
          </span>
          <ChevronRight class="i chev flip" />
        </button>
      </div>
      <h3 class="sec-head">{t('people.invite.group')}</h3>
      <Show when={props.rows.length > 0} fallback={<p class="hint">{t('people.invite.no-group')}</p>}>
        <Choices
          label={t('people.invite.group')}
          value={group()}
          options={props.rows.map((row) => ({
            value: row.id,
            label: peerName(i18n, row),
            hint: row.kind === 'group' ? n('inbox.members', row.group.members) : undefined,
            icon: <PeerAvatar id={row.id} of={row} size={36} />,
          }))}
          onChange={setGroup}
        />
      </Show>
      <Failure words={failure() ?? decision.failure()} />
      <Show when={history()}>
        {(kept) => (
          <>
            <Banner icon={<History class="i" />}>{t(`group.add.history.${kept()}`)}</Banner>
            <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
              {t('people.invite.add')}
            </Button>
          </>
        )}
      </Show>
    </Sheet>
  );
};
