/**
 * Calendar by calendar: whether anything of it reminds her, and with which reminder a new event begins. Several reminders, as another device may have chosen,
 * stay until one is chosen here.
 */
import type { SpaceId } from '@sanad/model/ids';
import BellOff from 'lucide-solid/icons/bell-off';
import { createMemo, createSignal } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createOwnCalendar } from '../../../app/own-calendar.ts';
import { peerName } from '../../../app/peers.tsx';
import { createReminderSettings } from '../../../app/reminder-settings.ts';
import { reminderWords } from '../../../app/reminder-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { useToaster } from '../../../ui/toaster.ts';

const CHOICES = [0, 5, 10, 15, 30, 60, 120, 1440, 2880];

export const ReminderSection = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, conversations } = useEngine();
  const toaster = useToaster();
  const settings = createReminderSettings();
  const own = createOwnCalendar();
  const calendars = createMemo(() => {
    const mine = own();
    const shared = conversations.order.flatMap((id) => {
      const row = conversations.byId[id];
      return row === undefined ? [] : [{ value: row.id, label: peerName(i18n, row) }];
    });
    return mine === undefined ? shared : [{ value: mine, label: t('event.own') }, ...shared];
  });
  const [chosen, setChosen] = createSignal<SpaceId>();
  const calendar = () => chosen() ?? calendars()[0]?.value;
  const words = (minutes: readonly number[]) =>
    minutes.length === 0 ? t('notify.reminders.none') : minutes.map((one) => reminderWords(i18n, one)).join(', ');
  const current = () => {
    const id = calendar();
    return id === undefined ? undefined : settings()?.of[id];
  };
  const value = () => {
    const minutes = current();
    return minutes === undefined ? 'usual' : minutes.length === 0 ? 'none' : minutes.join();
  };
  const options = createMemo(() => {
    const kept = current();
    const several = kept !== undefined && (kept.length > 1 || kept.some((one) => !CHOICES.includes(one)));
    return [
      { value: 'usual', label: t('notify.reminders.usual', { when: words(settings()?.usual ?? []) }) },
      { value: 'none', label: t('notify.reminders.none') },
      ...CHOICES.map((minutes) => ({ value: String(minutes), label: reminderWords(i18n, minutes) })),
      ...(several ? [{ value: kept.join(), label: words(kept) }] : []),
    ];
  });
  const choose = async (next: string) => {
    const id = calendar();
    if (id === undefined) return;
    const minutes = next === 'usual' ? undefined : next === 'none' ? [] : next.split(',').map(Number);
    const result = await api.setDefaultReminders(id, minutes);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  const isMuted = () => {
    const id = calendar();
    return id === undefined ? undefined : settings()?.muted.includes(id);
  };
  const mute = async (silent: boolean): Promise<boolean> => {
    const id = calendar();
    if (id === undefined) return false;
    const result = await api.muteReminders(id, silent);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    return result.ok;
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.reminders')}</h2>
      <div class="card card-pad hours">
        <SelectField
          label={t('notify.reminders.calendar')}
          value={calendar() ?? ('' as SpaceId)}
          options={calendars()}
          onChange={(id) => setChosen(() => id)}
        />
        <SelectField
          label={t('notify.reminders.default')}
          value={value()}
          options={options()}
          onChange={(next) => void choose(next)}
        />
      </div>
      <div class="card rows">
        <Switch
          icon={<BellOff class="i" />}
          label={t('notify.reminders.mute')}
          hint={t('notify.reminders.mute.hint')}
          checked={isMuted()}
          onChange={mute}
        />
      </div>
      <p class="hint">{t('notify.reminders.hint')}</p>
    </section>
  );
};
