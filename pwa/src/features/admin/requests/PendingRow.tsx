import type { PendingPerson } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import MailOpen from 'lucide-solid/icons/mail-open';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { approvalShape, groupCode } from '../../../app/group-code.ts';
import { nameDirection, ProfessionTag } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';

interface PendingRowProps {
  readonly person: PendingPerson;
  readonly onApprove: () => void;
  readonly onRefuse: () => void;
}

export const PendingRow = (props: PendingRowProps) => {
  const { t, dates } = useI18n();
  const code = () => groupCode(props.person.comparisonCode, approvalShape);
  return (
    <article class="pend">
      <Avatar id={props.person.user} name={props.person.name} size={44} />
      <div>
        <p>
          <b>
            <bdi dir={nameDirection(props.person.name)}>{props.person.name}</bdi>
          </b>
        </p>
        <Show when={props.person.before}>
          {(before) => (
            <p class="pend-before">
              <TriangleAlert class="i" />
              {t(`approvals.before.${before()}`)}
            </p>
          )}
        </Show>
        <p class="hint pend-facts">
          <ProfessionTag of={props.person.profession} />
          <bdi>{props.person.unit}</bdi>
          <bdi class="code">{props.person.staffNumber}</bdi>
          <bdi class="ltr">{props.person.email}</bdi>
          <span>{t('approvals.since', { date: dates().moment(props.person.createdAtMs, Date.now()) })}</span>
          <span>
            {t('approvals.code')} <b class="code">{code()}</b>
          </span>
        </p>
        <Show when={props.person.invitation}>
          {(invitation) => <InvitationWords person={props.person} invitation={invitation()} />}
        </Show>
      </div>
      <div class="btns" data-fill>
        <Button kind="line" aria-label={`${t('approvals.refuse')} – ${props.person.name}`} onClick={props.onRefuse}>
          <X class="i" />
          {t('approvals.refuse')}
        </Button>
        <Button kind="primary" aria-label={`${t('approvals.approve')} – ${props.person.name}`} onClick={props.onApprove}>
          <Check class="i" />
          {t('approvals.approve')}
        </Button>
      </div>
    </article>
  );
};

/** INVITE-4: by whom she was invited, and whether what she wrote is what that said of her. */
const InvitationWords = (props: {
  readonly person: PendingPerson;
  readonly invitation: NonNullable<PendingPerson['invitation']>;
}) => {
  const { t } = useI18n();
  const by = () => props.invitation.by;
  const others = () =>
    (['name', 'email', 'staffNumber', 'profession', 'unit'] as const).flatMap((field) => {
      const said = props.invitation[field];
      if (said === undefined || said === props.person[field]) return [];
      return [field === 'profession' ? t(`profession.${props.invitation.profession ?? 'nurse'}`) : said];
    });
  return (
    <p class="hint pend-facts">
      <span>
        <MailOpen class="i" /> {by() === undefined ? t('approvals.invited') : t('approvals.invited-by', { name: by() ?? '' })}
      </span>
      <Show when={others().length > 0} fallback={<span>{t('approvals.invited.same')}</span>}>
        <span class="pend-before">
          <TriangleAlert class="i" />
          {t('approvals.invited.differs', { said: others().join(' · ') })}
        </span>
      </Show>
    </p>
  );
};
