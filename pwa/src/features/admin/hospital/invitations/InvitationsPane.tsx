/** Who was invited (INVITE-1): made here one by one or from a file, and withdrawn here. */
import { A } from '@solidjs/router';
import FileUp from 'lucide-solid/icons/file-up';
import MailPlus from 'lucide-solid/icons/mail-plus';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import {
  type InvitationLine,
  type InvitationState,
  InvitationsPage,
  maxInvitationsPage,
  queryOf,
  useAdminAsk,
} from '../../../../app/admin/ask.ts';
import { nameDirection, ProfessionTag } from '../../../../app/people.tsx';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Segments } from '../../../../ui/Segments.tsx';
import { createAsked } from '../create-asked.ts';
import { HospitalSubPage } from '../HospitalSubPage.tsx';
import { Pager } from '../Pager.tsx';
import { InviteSheet } from './InviteSheet.tsx';
import { RevokeSheet } from './RevokeSheet.tsx';

const STATES = ['open', 'used', 'expired', 'revoked'] as const satisfies readonly InvitationState[];

export const InvitationsPane = () => {
  const { t } = useI18n();
  const ask = useAdminAsk();
  const [state, setState] = createSignal<InvitationState>('open');
  const [page, setPage] = createSignal(0);
  const [isInviting, setInviting] = createSignal(false);
  const [revoking, setRevoking] = createSignal<InvitationLine>();
  const asked = createAsked(() => ask.get(`/admin/invitations${queryOf({ state: state(), page: page() })}`, InvitationsPage));
  createEffect(on([state, page], () => asked.load(), { defer: true }));
  const lines = () => asked.value()?.invitations ?? [];
  return (
    <HospitalSubPage title={t('invitations.title')} lead={t('invitations.lead')}>
      <div class="btns">
        <Button kind="primary" onClick={() => setInviting(true)}>
          <MailPlus class="i" />
          {t('invitations.make')}
        </Button>
        <A class="btn" data-kind="line" href="/admin/hospital/invitations/import">
          <FileUp class="i" />
          {t('invitations.import')}
        </A>
      </div>
      <div class="tool-row">
        <Segments
          label={t('invitations.which')}
          value={state()}
          options={STATES.map((value) => ({ value, label: t(`invitations.state.${value}`) }))}
          onChange={(value) => {
            setPage(0);
            setState(value);
          }}
        />
      </div>
      <Failure words={asked.failure()} />
      <Show
        when={lines().length > 0}
        fallback={
          <section class="card">
            <Show
              when={asked.value()}
              fallback={
                <p class="card-pad hint" role="status">
                  {t('common.loading')}
                </p>
              }
            >
              <EmptyState
                icon={<MailPlus class="i" />}
                title={t(`invitations.none.${state()}`)}
                text={t('invitations.none.text')}
              />
            </Show>
          </section>
        }
      >
        <ul class="card rows">
          <For each={lines()}>{(line) => <Line of={line} onRevoke={() => setRevoking(line)} />}</For>
        </ul>
        <Pager page={page()} total={asked.value()?.total ?? 0} perPage={maxInvitationsPage} onPage={setPage} />
      </Show>
      <Show when={isInviting()}>
        <InviteSheet onClose={() => setInviting(false)} onMade={asked.load} />
      </Show>
      <Show when={revoking()} keyed>
        {(line) => (
          <RevokeSheet
            invitation={line}
            onClose={() => setRevoking(undefined)}
            onDone={() => {
              setRevoking(undefined);
              asked.load();
            }}
          />
        )}
      </Show>
    </HospitalSubPage>
  );
};

const Line = (props: { readonly of: InvitationLine; readonly onRevoke: () => void }) => {
  const { t, dates } = useI18n();
  const title = () => props.of.name ?? props.of.email ?? props.of.staffNumber ?? t('invitations.nobody');
  const date = (ms: number) => dates().moment(ms, Date.now());
  const words = () => {
    const { usedBy, expiresAtMs } = props.of;
    if (usedBy !== undefined) return t('invitations.used-by', { name: usedBy.name });
    return t(props.of.state === 'open' ? 'invitations.until' : 'invitations.was-until', { date: date(expiresAtMs) });
  };
  return (
    <li class="row">
      <span class="txt">
        <bdi dir={nameDirection(title())}>{title()}</bdi>
        <small class="invitation-facts">
          <Show when={props.of.profession}>{(profession) => <ProfessionTag of={profession()} />}</Show>
          <Show when={props.of.unit}>{(unit) => <bdi>{unit()}</bdi>}</Show>
          <Show when={props.of.staffNumber}>{(number) => <bdi class="code">{number()}</bdi>}</Show>
          <Show when={props.of.name !== undefined ? props.of.email : undefined}>
            {(email) => <bdi class="ltr">{email()}</bdi>}
          </Show>
          <span>{words()}</span>
          <Show when={props.of.madeBy}>{(by) => <span>{t('invitations.made-by', { name: by() })}</span>}</Show>
        </small>
      </span>
      <Show when={props.of.state === 'open'}>
        <Button kind="line" aria-label={t('invitations.revoke.of', { name: title() })} onClick={props.onRevoke}>
          {t('invitations.revoke.short')}
        </Button>
      </Show>
    </li>
  );
};
