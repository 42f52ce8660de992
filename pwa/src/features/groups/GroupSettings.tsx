/** What an administrator decided for the group; she can change it here, the others read it. */
import type { Group } from '@sanad/model/engine/api';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import History from 'lucide-solid/icons/clock';
import EyeOff from 'lucide-solid/icons/eye-off';
import Forward from 'lucide-solid/icons/forward';
import PenLine from 'lucide-solid/icons/pen-line';
import Quote from 'lucide-solid/icons/quote';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import UsersRound from 'lucide-solid/icons/users-round';
import { type JSX, Show } from 'solid-js';
import { useMe } from '../../app/me.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { Setting as OpenSetting } from './SettingSheet.tsx';

interface GroupSettingsProps {
  readonly group: Group;
  /** How many phrases it keeps. */
  readonly phrases: number;
  readonly onOpen: (what: OpenSetting | 'phrases') => void;
}

export const GroupSettings = (props: GroupSettingsProps) => {
  const { t, n } = useI18n();
  const me = useMe();
  return (
    <section class="rows group-settings">
      <Setting
        icon={<UsersRound class="i" />}
        title={t('group.everyone')}
        value={t(props.group.everyone ? 'group.everyone.on' : 'group.everyone.off')}
        editLabel={t('group.edit.everyone')}
        isEditable={props.group.admin && me()?.role === 'administrator'}
        onOpen={() => props.onOpen('everyone')}
      />
      <Setting
        icon={<PenLine class="i" />}
        title={t('group.posting')}
        value={t(`group.posting.${props.group.posting}`)}
        editLabel={t('group.edit.posting')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('posting')}
      />
      <Setting
        icon={<History class="i" />}
        title={t('group.history')}
        value={t(`group.history.${props.group.history}`)}
        editLabel={t('group.edit.history')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('history')}
      />
      <Setting
        icon={<Forward class="i flip" />}
        title={t('group.forwarding')}
        value={t(props.group.forwarding ? 'group.forwarding.on' : 'group.forwarding.off')}
        editLabel={t('group.edit.forwarding')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('forwarding')}
      />
      <Setting
        icon={<EyeOff class="i" />}
        title={t('group.sensitive')}
        value={t(props.group.sensitive ? 'group.sensitive.on' : 'group.sensitive.off')}
        editLabel={t('group.edit.sensitive')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('sensitive')}
      />
      <Setting
        icon={<ShieldCheck class="i" />}
        title={t('group.regrant')}
        value={t(`group.regrant.${props.group.regrant}`)}
        editLabel={t('group.edit.regrant')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('regrant')}
      />
      <Setting
        icon={<Quote class="i" />}
        title={t(`phrase.group.${props.group.kind}`)}
        value={n('phrase.count', props.phrases)}
        editLabel={t('phrase.group.edit')}
        isEditable={props.group.admin}
        onOpen={() => props.onOpen('phrases')}
      />
    </section>
  );
};

interface SettingProps {
  readonly icon: JSX.Element;
  readonly title: string;
  readonly value: string;
  readonly editLabel: string;
  readonly isEditable: boolean;
  readonly onOpen: () => void;
}

const Setting = (props: SettingProps) => {
  const words = () => (
    <>
      {props.icon}
      <span class="txt">
        {props.title}
        <small>{props.value}</small>
      </span>
    </>
  );
  return (
    <Show when={props.isEditable} fallback={<div class="row">{words()}</div>}>
      <button type="button" class="row" aria-haspopup="dialog" onClick={props.onOpen}>
        {words()}
        <span class="sr">{props.editLabel}</span>
        <ChevronRight class="i chev flip" />
      </button>
    </Show>
  );
};
