/** What somebody may do with a conversation for herself: mute it for a while, put it away. Urgent messages pass all the same. */
import type { ConversationPeer } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import Archive from 'lucide-solid/icons/archive';
import ArchiveRestore from 'lucide-solid/icons/archive-restore';
import Bell from 'lucide-solid/icons/bell';
import BellOff from 'lucide-solid/icons/bell-off';
import CalendarSearch from 'lucide-solid/icons/calendar-search';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Images from 'lucide-solid/icons/images';
import PhoneCall from 'lucide-solid/icons/phone-call';
import UsersRound from 'lucide-solid/icons/users-round';
import { For, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { UrgentGlyph } from '../ui/glyphs.tsx';
import { MenuChoice } from '../ui/MenuChoice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { alwaysMs, hourMs, useOwnChoices, weekMs } from './own-choices.ts';
import { peerName } from './peers.tsx';

interface ConversationMenuProps {
  readonly id: SpaceId;
  readonly peer: ConversationPeer;
  readonly muted: boolean;
  readonly archived: boolean;
  /** Where it is known: a moment that is near enough to be said. */
  readonly mutedUntilMs?: number | undefined;
  /** Shows the photos and files of it, where it is open. */
  readonly onLibrary?: () => void;
  /** Goes to a date, where there is no room for its own button. */
  readonly onDate?: () => void;
  readonly onClose: () => void;
}

const MUTES = [
  { key: 'choice.mute.8h', untilMs: () => Date.now() + 8 * hourMs },
  { key: 'choice.mute.week', untilMs: () => Date.now() + weekMs },
  { key: 'choice.mute.always', untilMs: () => alwaysMs },
] as const;

export const ConversationMenu = (props: ConversationMenuProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const choices = useOwnChoices();
  const choose = (act: Promise<void>) => {
    props.onClose();
    void act;
  };
  const until = () => {
    const at = props.mutedUntilMs;
    return at === undefined || at >= alwaysMs
      ? t('choice.muted-now')
      : t('choice.muted-until', { moment: i18n.dates().moment(at, Date.now()) });
  };
  return (
    <Sheet title={peerName(i18n, props.peer)} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="card rows menu-rows">
        <Show
          when={props.muted}
          fallback={
            <For each={MUTES}>
              {({ key, untilMs }) => (
                <MenuChoice
                  icon={<BellOff class="i" />}
                  label={t(key)}
                  onChoose={() => choose(choices.mute(props.id, untilMs()))}
                />
              )}
            </For>
          }
        >
          <MenuChoice
            icon={<Bell class="i" />}
            label={t('choice.unmute')}
            hint={until()}
            onChoose={() => choose(choices.mute(props.id, 0))}
          />
        </Show>
      </div>
      <Banner icon={<UrgentGlyph class="prio-urgent" />}>{t('choice.urgent')}</Banner>
      <div class="card rows menu-rows">
        <Show
          when={props.archived}
          fallback={
            <MenuChoice
              icon={<Archive class="i" />}
              label={t('choice.archive')}
              hint={t('choice.archive.hint')}
              onChoose={() => choose(choices.archive(props.id, true))}
            />
          }
        >
          <MenuChoice
            icon={<ArchiveRestore class="i" />}
            label={t('choice.unarchive')}
            onChoose={() => choose(choices.archive(props.id, false))}
          />
        </Show>
        <Show when={props.onDate}>
          {(show) => (
            <MenuChoice
              onlyPhone
              icon={<CalendarSearch class="i" />}
              label={t('chat.go-to-date')}
              onChoose={() => {
                props.onClose();
                show()();
              }}
            />
          )}
        </Show>
        <Show when={props.onLibrary}>
          {(show) => (
            <MenuChoice
              icon={<Images class="i" />}
              label={t('library.title')}
              onChoose={() => {
                props.onClose();
                show()();
              }}
            />
          )}
        </Show>
        <Show when={props.peer.kind === 'group'}>
          <A class="row" href={`/groups/${props.id}`} onClick={props.onClose}>
            <UsersRound class="i" />
            <span class="txt">{t('group.info')}</span>
            <ChevronRight class="i chev flip" />
          </A>
        </Show>
        <A class="row" href="/settings/network" onClick={props.onClose}>
          <PhoneCall class="i" />
          <span class="txt">{t('network.title')}</span>
          <ChevronRight class="i chev flip" />
        </A>
      </div>
    </Sheet>
  );
};
