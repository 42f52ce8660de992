/** One alert: what it is by icon and word, when, and what can be done from here. */

import type { AlertRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right';
import AtSign from 'lucide-solid/icons/at-sign';
import BadgeCheck from 'lucide-solid/icons/badge-check';
import CalendarClock from 'lucide-solid/icons/calendar-clock';
import Check from 'lucide-solid/icons/check';
import CloudOff from 'lucide-solid/icons/cloud-off';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import Phone from 'lucide-solid/icons/phone';
import PhoneMissed from 'lucide-solid/icons/phone-missed';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import UsersRound from 'lucide-solid/icons/users-round';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { useStartCall } from '../../app/calls/use-start-call.ts';
import { lineOf, lineOfRow } from '../../app/files/file-words.ts';
import { isolateMeasures } from '../../app/measures.ts';
import { NamedSentence } from '../../app/trust/NamedSentence.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { type AlertWorld, alertWords } from './alert-words.ts';

interface AlertLineProps {
  readonly alert: AlertRow;
  readonly world: AlertWorld;
  /** To the minute. */
  readonly now: number;
  readonly onTake: (alert: Extract<AlertRow, { readonly kind: 'urgent' }>) => void;
}

export const AlertLine = (props: AlertLineProps) => {
  const i18n = useI18n();
  const { t, dates, language } = i18n;
  const words = createMemo(() => alertWords(props.alert, props.world));
  const urgent = () => (props.alert.kind === 'urgent' ? props.alert : undefined);
  const canTake = () => {
    const now = urgent()?.item.message.urgent;
    return now?.owed === true || now?.canStillAnswer === true;
  };
  const when = () => dates().recent(props.alert.atMs, props.now, t('chat.yesterday').toLocaleLowerCase(language()));
  const text = () => {
    if (props.alert.kind === 'mention') return lineOf(i18n, props.alert);
    if (props.alert.kind === 'swap') return props.alert.comment;
    const message = urgent()?.item.message;
    return message === undefined || message.recalledAtMs !== undefined ? '' : lineOfRow(i18n, message);
  };
  const way = createMemo(() => wayOf(props.alert));
  /** Nothing is to be done but to look: the whole line leads there. */
  const opens = () => {
    const to = way();
    return to?.label === 'alerts.open' && !props.alert.needsMe ? to.href : undefined;
  };
  const missed = () => (props.alert.kind === 'missed-call' ? props.alert : undefined);
  const startCall = useStartCall();
  const button = () => (opens() === undefined ? way() : undefined);
  return (
    <li class="note" data-unread={props.alert.unread ? '' : undefined}>
      <AlertIcon of={props.alert} />
      <div class="t">
        <p>
          <Show when={opens()} fallback={<NamedSentence text={words().title} />}>
            {(href) => (
              <A class="note-open" href={href()}>
                <NamedSentence text={words().title} />
                <span class="sr"> – {t('alerts.open')}</span>
              </A>
            )}
          </Show>
          <Show when={props.alert.unread}>
            <span class="sr"> – {t('alerts.unread')}</span>
          </Show>
        </p>
        <Show when={words().detail}>
          {(detail) => (
            <small>
              <NamedSentence text={detail()} />
            </small>
          )}
        </Show>
        <Show when={text() !== ''}>
          <p class="words">
            <bdi>{isolateMeasures(text())}</bdi>
          </p>
        </Show>
      </div>
      <time datetime={new Date(props.alert.atMs).toISOString()}>{when()}</time>
      <Show when={canTake() || missed() !== undefined || button() !== undefined}>
        <div class="btns">
          <Show when={canTake() ? urgent() : undefined}>
            {(owed) => (
              <button type="button" class="btn" data-kind="ack" onClick={() => props.onTake(owed())}>
                <Check class="i" />
                {t('urgent.take')}
              </button>
            )}
          </Show>
          <Show when={missed()}>
            {(call) => (
              <button
                type="button"
                class="btn"
                data-kind="soft"
                onClick={() => void startCall(call().conversation, call().video)}
              >
                <Phone class="i" />
                {t('calls.again')}
                <span class="sr"> – {words().title}</span>
              </button>
            )}
          </Show>
          <Show when={button()}>
            {(to) => (
              <A class="btn" data-kind={canTake() || !props.alert.needsMe ? 'quiet' : 'line'} href={to().href}>
                {t(to().label)}
                <span class="sr"> – {words().title}</span>
              </A>
            )}
          </Show>
        </div>
      </Show>
    </li>
  );
};

type WayLabel = 'alerts.open' | 'alerts.verify' | 'alerts.devices' | 'alerts.duty' | 'alerts.event.answer' | 'alerts.event.join';

/** Where somebody looks closer. */
function wayOf(alert: AlertRow): { readonly href: string; readonly label: WayLabel } | undefined {
  switch (alert.kind) {
    case 'urgent':
      return { href: `/c/${alert.item.conversation}#m=${alert.item.message.id}`, label: 'alerts.open' };
    case 'mention':
    case 'missed-call':
      return { href: `/c/${alert.conversation}#m=${alert.message}`, label: 'alerts.open' };
    case 'member':
      return { href: `/c/${alert.conversation}`, label: 'alerts.open' };
    case 'swap':
      return { href: '/on-call', label: 'alerts.duty' };
    case 'event': {
      const { calendar, event, at, call, what } = alert;
      const href = `/calendar/e/${calendar}/${event}${at === undefined ? '' : `?at=${at}`}`;
      if (what === 'invited') return { href, label: 'alerts.event.answer' };
      return call && what === 'reminder' ? { href: `${href}#join`, label: 'alerts.event.join' } : { href, label: 'alerts.open' };
    }
    case 'identity':
      return { href: `/directory/${alert.user}`, label: 'alerts.verify' };
    case 'own-device':
      return { href: '/settings/devices', label: 'alerts.devices' };
    case 'catch-up':
      return undefined;
  }
}

const AlertIcon = (props: { readonly of: AlertRow }) => {
  const look = () => {
    const { kind, needsMe } = props.of;
    if (kind === 'urgent' && needsMe) return 'urgent';
    if (props.of.kind === 'urgent') return props.of.item.message.urgent?.phase === 'answered' ? 'ok' : undefined;
    if (kind === 'identity' || kind === 'own-device') return needsMe ? 'medium' : undefined;
    if (kind === 'event' || kind === 'swap') return needsMe ? 'plan' : undefined;
    return kind === 'catch-up' ? 'off' : undefined;
  };
  return (
    <span class="ic" data-k={look()} aria-hidden="true">
      <Switch>
        <Match when={look() === 'ok'}>
          <BadgeCheck class="i" />
        </Match>
        <Match when={props.of.kind === 'urgent'}>
          <UrgentGlyph />
        </Match>
        <Match when={props.of.kind === 'mention'}>
          <AtSign class="i" />
        </Match>
        <Match when={props.of.kind === 'missed-call'}>
          <PhoneMissed class="i" />
        </Match>
        <Match when={props.of.kind === 'member'}>
          <UsersRound class="i" />
        </Match>
        <Match when={props.of.kind === 'swap'}>
          <ArrowLeftRight class="i" />
        </Match>
        <Match when={props.of.kind === 'event'}>
          <CalendarClock class="i" />
        </Match>
        <Match when={props.of.kind === 'identity'}>
          <ShieldAlert class="i" />
        </Match>
        <Match when={props.of.kind === 'own-device'}>
          <MonitorSmartphone class="i" />
        </Match>
        <Match when={props.of.kind === 'catch-up'}>
          <CloudOff class="i" />
        </Match>
      </Switch>
    </span>
  );
};
