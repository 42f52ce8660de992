/**
 * Where does it go? What another app shared is proposed to one conversation, and stands in its composer then: nothing is sent here. Any page on the
 * web can post a share, so this one never chooses by itself.
 */
import type { SpaceId } from '@sanad/model/ids';
import { useNavigate, useSearchParams } from '@solidjs/router';
import FileUp from 'lucide-solid/icons/file-up';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { PaneBar } from '../../app/PaneBar.tsx';
import { isWritable, PeerChoice, peerFits } from '../../app/PeerChoice.tsx';
import { refusalOf, type ShareState, useShare } from '../../app/share/use-share.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import '../../app/people-list/people.css';

export const SharePage = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { conversations } = useEngine();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ no: string }>();
  const waiting = useShare();
  const [share] = createResource(() => waiting.look());
  const [query, setQuery] = createSignal('');
  useTitle(() => t('share.title'));
  const refusal = () => refusalOf(search.no);
  const why = () => {
    const refused = refusal();
    return refused === undefined ? t('share.none') : t(`share.no.${refused}`);
  };
  const shown = createMemo(() =>
    conversations.order
      .flatMap((id) => conversations.byId[id] ?? [])
      .filter((row) => isWritable(row) && peerFits(i18n, query(), row)),
  );
  const choose = (id: SpaceId, state: ShareState) => navigate(`/c/${id}`, { state });
  const leave = async () => {
    await waiting.drop();
    navigate('/', { replace: true });
  };
  return (
    <div class="pane main people-pick">
      <PaneBar title={t('share.title')} back="/" />
      <Show
        when={refusal() === undefined ? share() : undefined}
        fallback={
          <Show when={refusal() !== undefined || !share.loading}>
            <EmptyState icon={<TriangleAlert class="i" />} title={t('share.nothing')} text={why()} />
          </Show>
        }
      >
        {(one) => (
          <>
            <Banner icon={<FileUp class="i" />}>
              <b>{one().files.length > 0 ? n('share.files', one().files.length) : t('share.text')}</b> {t('share.hint')}
            </Banner>
            <div class="list-search">
              <SearchBox label={t('share.search')} value={query()} onValue={setQuery} />
            </div>
            <div class="scroll">
              <Show when={shown().length > 0} fallback={<p class="hint">{t('share.no-conversation')}</p>}>
                <ul class="card rows peer-choices">
                  <For each={shown()}>
                    {(row) => (
                      <li>
                        <PeerChoice id={row.id} of={row} onChoose={() => choose(row.id, { share: one().id })} />
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </div>
            <div class="act-dock">
              <Button kind="quiet" wide onClick={() => void leave()}>
                {t('share.cancel')}
              </Button>
            </div>
          </>
        )}
      </Show>
    </div>
  );
};
