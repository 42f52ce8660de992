/** The link of an invitation: to be scanned, copied or handed to another app. It is not shown again. */
import Copy from 'lucide-solid/icons/copy';
import Share2 from 'lucide-solid/icons/share-2';
import { Show } from 'solid-js';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { focusOnMount } from '../../../../ui/focus-on-mount.ts';
import { QrCode } from '../../../../ui/QrCode.tsx';
import { useToaster } from '../../../../ui/toaster.ts';

interface InvitationLinkCardProps {
  readonly url: string;
  readonly expiresAtMs: number;
}

export const InvitationLinkCard = (props: InvitationLinkCardProps) => {
  const { t, dates } = useI18n();
  const toaster = useToaster();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.url);
      toaster.show({ text: t('admin.password.copied') });
    } catch {
      // The browser refused: the link stands there to be marked by hand.
      toaster.show({ text: t('msg.copy-failed') });
    }
  };
  const share = async () => {
    try {
      await navigator.share({ title: t('invitations.share.title'), text: t('invitations.share.text'), url: props.url });
    } catch {
      // She thought better of it.
    }
  };
  return (
    <div class="link-once">
      <p ref={focusOnMount}>
        <b>{t('invitations.made')}</b> {t('invitations.made.text', { date: dates().moment(props.expiresAtMs, Date.now()) })}
      </p>
      <QrCode text={props.url} label={t('admin.password.code')} />
      <code dir="ltr">{props.url}</code>
      <div class="btns" data-fill>
        <Button kind="primary" onClick={() => void copy()}>
          <Copy class="i" />
          {t('admin.password.copy')}
        </Button>
        <Show when={'share' in navigator}>
          <Button kind="line" onClick={() => void share()}>
            <Share2 class="i" />
            {t('invitations.share')}
          </Button>
        </Show>
      </div>
    </div>
  );
};
