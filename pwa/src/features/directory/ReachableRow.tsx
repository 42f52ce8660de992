/** For administrators: whether an urgent message wakes a device of this colleague (PUSH-7). Asked of the server, and kept nowhere. */
import type { UserId } from '@sanad/model/ids';
import BellOff from 'lucide-solid/icons/bell-off';
import BellRing from 'lucide-solid/icons/bell-ring';
import { createResource, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { answered } from '../../ui/answered.ts';

export const ReachableRow = (props: { readonly user: UserId }) => {
  const { t } = useI18n();
  const { api, sync } = useEngine();
  const me = useMe();
  const asked = () => me()?.role === 'administrator' && sync().connectivity === 'online' && props.user;
  const [known] = createResource(asked, async (user) => {
    const answer = await api.isReachable(user);
    return answer.ok ? { isReachable: answer.value } : undefined;
  });
  return (
    <Show when={answered(known)}>
      {(of) => (
        <div class="row">
          <Show when={of().isReachable} fallback={<BellOff class="i" />}>
            <BellRing class="i" />
          </Show>
          <span class="txt">
            {t('people.reachable')}
            <Show when={!of().isReachable}>
              <small>{t('people.unreachable.text')}</small>
            </Show>
          </span>
          <span class="val">{t(of().isReachable ? 'people.reachable.yes' : 'people.reachable.no')}</span>
        </div>
      )}
    </Show>
  );
};
