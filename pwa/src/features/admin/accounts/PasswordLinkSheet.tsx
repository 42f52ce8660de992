/** The link with which somebody gives herself a new password (ADMIN-5): made on a yes, shown once. */
import Copy from 'lucide-solid/icons/copy';
import { createSignal, Show } from 'solid-js';
import { type AccountLine, PasswordLink, useAdminAsk } from '../../../app/admin/ask.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { QrCode } from '../../../ui/QrCode.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';

interface PasswordLinkSheetProps {
  readonly account: Pick<AccountLine, 'user' | 'name' | 'profession'>;
  readonly onClose: () => void;
}

export const PasswordLinkSheet = (props: PasswordLinkSheetProps) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const ask = useAdminAsk();
  const toaster = useToaster();
  const [made, setMade] = createSignal<{ readonly url: string; readonly expiresAtMs: number }>();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const make = async () => {
    setBusy(true);
    setFailure(undefined);
    const answer = await ask.post(`/admin/accounts/${props.account.user}/password-link`, {}, PasswordLink);
    setBusy(false);
    if (!answer.ok) setFailure(failureWords(i18n, answer.error));
    else setMade({ url: `${location.origin}/new-password#${answer.value.token}`, expiresAtMs: answer.value.expiresAtMs });
  };
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    toaster.show({ text: t('admin.password.copied') });
  };
  return (
    <Sheet
      title={t('admin.password.title', { name: personName(i18n, props.account) })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <Show
        when={made()}
        fallback={
          <>
            <p>{t('admin.password.text')}</p>
            <Failure words={failure()} />
            <div class="btns" data-fill>
              <Button kind="line" size="lg" onClick={props.onClose}>
                {t('common.cancel')}
              </Button>
              <Button kind="primary" size="lg" busy={isBusy()} onClick={() => void make()}>
                {t('admin.password.make')}
              </Button>
            </div>
          </>
        }
      >
        {(link) => (
          <>
            <p>{t('admin.password.once', { date: dates().moment(link().expiresAtMs, Date.now()) })}</p>
            <QrCode text={link().url} label={t('admin.password.code')} />
            <p class="code account-link" dir="ltr">
              {link().url}
            </p>
            <Button kind="primary" size="lg" wide onClick={() => void copy(link().url)}>
              <Copy class="i" />
              {t('admin.password.copy')}
            </Button>
          </>
        )}
      </Show>
    </Sheet>
  );
};
