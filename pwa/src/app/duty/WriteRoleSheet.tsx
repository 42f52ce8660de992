/** A message to whoever has a role now (CAL-32); an urgent one goes on with whoever takes over (URGENT-12). */
import { PRIORITIES, type Priority } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createMemo, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { createUrgentRules, useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { createNames } from '../urgent/use-urgents.ts';
import { useDuty } from './duty.tsx';

interface WriteRoleSheetProps {
  readonly role: string;
  readonly onClose: () => void;
}
const maxText = 4000;

export const WriteRoleSheet = (props: WriteRoleSheetProps) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const { api } = useEngine();
  const duty = useDuty();
  const names = createNames();
  const rules = createUrgentRules();
  const navigate = useNavigate();
  const [text, setText] = createSignal('');
  const [priority, setPriority] = createSignal<Priority>('normal');
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const role = createMemo(() => duty.roster()?.roles.find((one) => one.role === props.role));
  const others = () =>
    (role()?.now ?? []).flatMap(({ holder }) => (holder === undefined || holder === names.me() ? [] : [holder]));
  const reaches = () => {
    const now = others();
    const next = role()?.next;
    if (now.length > 0) {
      const until = role()?.untilMs;
      const who = now.map(names.name).join(', ');
      return until === undefined ? t('duty.role.now', { who }) : t('duty.role.now-until', { who, time: dates().time(until) });
    }
    return next?.holder === undefined || next.holder === names.me()
      ? t('duty.role.nobody')
      : t('duty.role.next', { who: names.name(next.holder), moment: dates().moment(next.startMs, Date.now()) });
  };
  const options = () =>
    PRIORITIES.filter((one) => one !== 'urgent' || rules()?.allowed === true).map((value) => ({
      value,
      label: t(`priority.${value}`),
    }));
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy() || text().trim() === '') return;
    setBusy(true);
    setFailure(undefined);
    const sent = await api.writeToRole(props.role, text().trim(), priority());
    setBusy(false);
    if (!sent.ok) {
      setFailure(failureWords(i18n, sent.error));
      return;
    }
    props.onClose();
    navigate(`/c/${sent.value.conversation}`);
  };
  return (
    <Sheet title={t('duty.role.write', { role: props.role })} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <Banner icon={<UserRoundCheck class="i" />}>
          {reaches()} <Show when={priority() === 'urgent'}>{t('duty.role.follows')}</Show>
        </Banner>
        <TextArea label={t('duty.role.text')} rows={4} maxlength={maxText} value={text()} onValue={setText} />
        <Segments label={t('duty.role.priority')} value={priority()} options={options()} onChange={setPriority} />
        <Failure words={failure()} />
        <Button
          kind={priority() === 'urgent' ? 'urgent' : 'primary'}
          size="lg"
          wide
          type="submit"
          busy={isBusy()}
          disabled={text().trim() === ''}
        >
          {t(priority() === 'urgent' ? 'duty.role.send-urgent' : 'duty.role.send')}
        </Button>
      </form>
    </Sheet>
  );
};
