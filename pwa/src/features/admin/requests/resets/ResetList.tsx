/** Colleagues who have neither device nor code, oldest first (RESET-2). */
import type { ResetRequestRow } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import RotateCcwKey from 'lucide-solid/icons/rotate-ccw-key';
import X from 'lucide-solid/icons/x';
import { For, Show } from 'solid-js';
import { groupCode, resetShape } from '../../../../app/group-code.ts';
import { nameDirection, ProfessionTag } from '../../../../app/people.tsx';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Avatar } from '../../../../ui/Avatar.tsx';
import { Button } from '../../../../ui/Button.tsx';

interface ResetListProps {
  readonly requests: readonly ResetRequestRow[];
  readonly onConfirm: (request: ResetRequestRow) => void;
  readonly onRefuse: (request: ResetRequestRow) => void;
}

export const ResetList = (props: ResetListProps) => {
  const { n } = useI18n();
  return (
    <Show when={props.requests.length > 0}>
      <section class="sec">
        <h2 class="sec-head">
          <RotateCcwKey class="i" />
          <span class="grow">{n('resets.count', props.requests.length)}</span>
        </h2>
        <ul class="card rows">
          <For each={props.requests}>
            {(request) => (
              <li>
                <ResetRow request={request} onConfirm={() => props.onConfirm(request)} onRefuse={() => props.onRefuse(request)} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};

interface ResetRowProps {
  readonly request: ResetRequestRow;
  readonly onConfirm: () => void;
  readonly onRefuse: () => void;
}

const ResetRow = (props: ResetRowProps) => {
  const { t, dates } = useI18n();
  return (
    <article class="pend">
      <Avatar id={props.request.user} name={props.request.name} size={44} />
      <div>
        <p>
          <b>
            <bdi dir={nameDirection(props.request.name)}>{props.request.name}</bdi>
          </b>
        </p>
        <p class="hint pend-facts">
          <ProfessionTag of={props.request.profession} />
          <bdi>{props.request.unit}</bdi>
          <bdi class="code">{props.request.staffNumber}</bdi>
          <bdi class="ltr">{props.request.email}</bdi>
          <span>{t('approvals.since', { date: dates().moment(props.request.lodgedAtMs, Date.now()) })}</span>
          <span>
            {t('approvals.code')} <b class="code">{groupCode(props.request.comparisonCode, resetShape)}</b>
          </span>
        </p>
      </div>
      <Show
        when={!props.request.isOffered}
        fallback={
          <p class="hint pend-taken">
            <Check class="i" />
            {t('resets.offered')}
          </p>
        }
      >
        <div class="btns" data-fill>
          <Button kind="line" aria-label={`${t('approvals.refuse')} – ${props.request.name}`} onClick={props.onRefuse}>
            <X class="i" />
            {t('approvals.refuse')}
          </Button>
          <Button kind="primary" aria-label={`${t('resets.confirm')} – ${props.request.name}`} onClick={props.onConfirm}>
            <Check class="i" />
            {t('resets.confirm')}
          </Button>
        </div>
      </Show>
    </article>
  );
};
