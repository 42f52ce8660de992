/** Before anything is made: who must act, what comes back, what is lost, and who sees it. */
import KeyRound from 'lucide-solid/icons/key-round';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import MonitorX from 'lucide-solid/icons/monitor-x';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import Trash from 'lucide-solid/icons/trash';
import Users from 'lucide-solid/icons/users-round';
import type { JSX } from 'solid-js';
import { StepHead } from '../../../app/code/StepHead.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';

interface ExplainProps {
  readonly busy: boolean;
  readonly failure: string | undefined;
  readonly onBack: () => void;
  readonly onContinue: () => void;
}

export const Explain = (props: ExplainProps) => {
  const { t } = useI18n();
  return (
    <div class="gate" data-card>
      <StepHead at={1} onBack={props.onBack} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('reset.title')}</h1>
          <p class="lead">{t('reset.lead')}</p>
        </div>
        <ul class="card rows">
          <Fact icon={<ShieldCheck class="i" />} title={t('reset.confirm')} text={t('reset.confirm.text')} />
          <Fact icon={<MessagesSquare class="i" />} title={t('reset.back')} text={t('reset.back.text')} />
          <Fact icon={<Trash class="i" />} title={t('reset.lost')} text={t('reset.lost.text')} />
          <Fact icon={<MonitorX class="i" />} title={t('reset.devices')} text={t('reset.devices.text')} />
          <Fact icon={<Users class="i" />} title={t('reset.seen')} text={t('reset.seen.text')} />
        </ul>
        <Banner icon={<KeyRound class="i" />}>
          <b>{t('reset.look')}</b> {t('reset.look.text')}
        </Banner>
        <Failure words={props.failure} />
      </main>
      <footer class="gate-foot">
        <Button kind="primary" size="lg" wide busy={props.busy} onClick={props.onContinue}>
          {t('reset.begin')}
        </Button>
      </footer>
    </div>
  );
};

const Fact = (props: { readonly icon: JSX.Element; readonly title: string; readonly text: string }) => (
  <li class="row">
    {props.icon}
    <span class="txt">
      <b>{props.title}</b>
      <small>{props.text}</small>
    </span>
  </li>
);
