/** The line of a group in which nothing was written yet: who made it, or that it waits on this device. */
import type { Person } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { createMemo, Match, Switch } from 'solid-js';
import { createMessages } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { personName } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { DeliveryGlyph } from '../../ui/glyphs.tsx';

interface QuietGroupProps {
  readonly id: SpaceId;
  readonly person: (user: UserId) => Person | undefined;
}

export const QuietGroup = (props: QuietGroupProps) => {
  const i18n = useI18n();
  const me = useMe();
  const thread = createMessages(
    () => props.id,
    () => 1,
  );
  const maker = createMemo(() => {
    const rows = thread.order.map((id) => thread.byId[id]);
    const row = rows.find((one) => one?.type === 'event' && one.event.created);
    return row?.type === 'event' ? row.event.by : undefined;
  });
  const words = () => {
    const user = maker();
    if (user !== undefined && user === me()?.user) return i18n.t('inbox.created-by-me');
    const person = user === undefined ? undefined : props.person(user);
    return person === undefined ? i18n.t('inbox.created') : i18n.t('inbox.created-by', { name: personName(i18n, person) });
  };
  return (
    <Switch fallback={<span class="words">{words()}</span>}>
      <Match when={thread.meta?.group?.waiting}>
        <span class="state" data-s="queued">
          <DeliveryGlyph of="queued" label={undefined} />
        </span>
        <span class="words waits">{i18n.t('inbox.group-waiting')}</span>
      </Match>
    </Switch>
  );
};
