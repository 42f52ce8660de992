/** Asks for a day and goes to its first message. When nobody wrote on that day: to the first message that came after it. */
import { createSignal, createUniqueId } from 'solid-js';
import { dayKey } from '../../../i18n/dates.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import type { Target } from '../create-seek.ts';

interface DateSheetProps {
  readonly onSeek: (target: Target) => void;
  readonly onClose: () => void;
}

export const DateSheet = (props: DateSheetProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  const today = dayKey(Date.now());
  const [day, setDay] = createSignal(today);
  const atMs = () => new Date(`${day()}T00:00`).getTime();
  const isDay = () => !Number.isNaN(atMs()) && day() <= today;
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isDay()) return;
    props.onClose();
    props.onSeek({ kind: 'date', atMs: atMs() });
  };
  return (
    <Sheet title={t('chat.go-to-date')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form class="stack" onSubmit={go}>
        <div class="field">
          <label for={id}>{t('chat.date')}</label>
          <span class="input">
            <input id={id} type="date" max={today} value={day()} onInput={(event) => setDay(event.currentTarget.value)} />
          </span>
        </div>
        <Button kind="primary" size="lg" wide type="submit" disabled={!isDay()}>
          {t('chat.go')}
        </Button>
      </form>
    </Sheet>
  );
};
