/** POLICY-6: this hospital opens accounts by invitation; whom to ask for one. */
import MailOpen from 'lucide-solid/icons/mail-open';
import { GateHead } from '../../app/GateHead.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const InvitationOnly = (props: { readonly onBack: () => void }) => {
  const { t } = useI18n();
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body" data-top>
        <div>
          <MailOpen class="i" />
          <h1 ref={focusOnMount}>{t('sign-up.invitation.title')}</h1>
          <p class="lead">{t('sign-up.invitation.text')}</p>
        </div>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide onClick={() => props.onBack()}>
          {t('common.back')}
        </Button>
      </footer>
    </div>
  );
};
