/** One setting of a group with its answers: chosen with the arrow keys, sent with the button and not before. */
import type { Group, GroupChange } from '@sanad/model/engine/api';
import { POSTING, REGRANTS } from '@sanad/model/engine/api';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { createDecision } from '../../app/create-decision.ts';
import { createPolicy, useEngine } from '../../app/engine-client.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { HistoryChoices } from './HistoryChoices.tsx';

export const SETTINGS = ['posting', 'forwarding', 'history', 'regrant', 'sensitive', 'everyone'] as const;
export type Setting = (typeof SETTINGS)[number];

interface SettingSheetProps {
  readonly group: Group;
  readonly setting: Setting;
  readonly onClose: () => void;
}

const SWITCH = ['on', 'off'] as const;
type OnOff = (typeof SWITCH)[number];

export const SettingSheet = (props: SettingSheetProps) => {
  const { t } = useI18n();
  const { api, sync } = useEngine();
  const [posting, setPosting] = createSignal(props.group.posting);
  const policy = createPolicy();
  const forwardRule = () => {
    const rule = policy()?.forwarding;
    return rule === 'anybody' ? undefined : rule;
  };
  const [forwarding, setForwarding] = createSignal<OnOff>(props.group.forwarding ? 'on' : 'off');
  const [sensitive, setSensitive] = createSignal<OnOff>(props.group.sensitive ? 'on' : 'off');
  const [everyone, setEveryone] = createSignal<OnOff>(props.group.everyone ? 'on' : 'off');
  const [history, setHistory] = createSignal(props.group.history);
  const [regrant, setRegrant] = createSignal(props.group.regrant);
  const change = (): GroupChange => {
    switch (props.setting) {
      case 'posting':
        return { posting: posting() };
      case 'forwarding':
        return { forwarding: forwarding() === 'on' };
      case 'history':
        return { history: history() };
      case 'regrant':
        return { regrant: regrant() };
      case 'sensitive':
        return { sensitive: sensitive() === 'on' };
      case 'everyone':
        return { everyone: everyone() === 'on' };
    }
  };
  const decision = createDecision({
    send: () => api.changeGroup(props.group.id, change()),
    said: () => t(sync().connectivity === 'online' ? 'group.saved' : 'group.saved-offline'),
    onDone: () => props.onClose(),
  });
  return (
    <Sheet title={t(`group.${props.setting}`)} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Switch>
        <Match when={props.setting === 'posting'}>
          <Choices
            label={t('group.posting')}
            value={posting()}
            options={POSTING.map((value) => ({ value, label: t(`group.posting.${value}`) }))}
            onChange={setPosting}
          />
        </Match>
        <Match when={props.setting === 'forwarding'}>
          <Choices
            label={t('group.forwarding')}
            value={forwarding()}
            options={SWITCH.map((value) => ({
              value,
              label: t(`group.forwarding.${value}`),
              hint: t(`group.forwarding.${value}.hint`),
            }))}
            onChange={setForwarding}
          />
          {/* POLICY-5: the stricter one holds. */}
          <Show when={forwardRule()}>{(rule) => <p class="hint">{t(`rules.forwarding.words.${rule()}`)}</p>}</Show>
        </Match>
        <Match when={props.setting === 'history'}>
          <HistoryChoices value={history()} onChange={setHistory} />
        </Match>
        <Match when={props.setting === 'sensitive'}>
          <Choices
            label={t('group.sensitive')}
            value={sensitive()}
            options={SWITCH.map((value) => ({
              value,
              label: t(`group.sensitive.${value}`),
              hint: t(`group.sensitive.${value}.hint`),
            }))}
            onChange={setSensitive}
          />
        </Match>
        <Match when={props.setting === 'everyone'}>
          <Choices
            label={t('group.everyone')}
            value={everyone()}
            options={SWITCH.map((value) => ({
              value,
              label: t(`group.everyone.${value}`),
              hint: t(`group.everyone.${value}.hint`),
            }))}
            onChange={setEveryone}
          />
        </Match>
        <Match when={props.setting === 'regrant'}>
          <Choices
            label={t('group.regrant')}
            value={regrant()}
            options={REGRANTS.map((value) => ({
              value,
              label: t(`group.regrant.${value}`),
              hint: t(`group.regrant.${value}.hint`),
            }))}
            onChange={setRegrant}
          />
        </Match>
      </Switch>
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t('common.save')}
      </Button>
    </Sheet>
  );
};
