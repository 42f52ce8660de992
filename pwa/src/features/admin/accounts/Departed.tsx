/** Accounts that their owners erased and that the organisation's chain still counts (ACCOUNT-6): closed by a signature, one by one. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { ConfirmSheet } from '../../../app/ConfirmSheet.tsx';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { nameDirection, ProfessionTag, personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';

interface DepartedPerson {
  readonly user: UserId;
  readonly person: Person | undefined;
}

export const Departed = () => {
  const { n } = useI18n();
  const { api, sync } = useEngine();
  const [people, setPeople] = createSignal<readonly DepartedPerson[]>([]);
  const [closing, setClosing] = createSignal<DepartedPerson>();
  const load = async () => {
    const found = await api.departedPeople();
    // Without an answer there is nothing to close; that it is missing, the table beside it says.
    if (found.ok) setPeople(found.value);
  };
  createEffect(
    on(
      () => sync().connectivity,
      () => void load(),
    ),
  );
  const done = () => {
    setClosing(undefined);
    void load();
  };
  return (
    <>
      <Show when={people().length > 0}>
        <section class="sec">
          <h2 class="sec-head">
            <UserRoundX class="i" />
            <span class="grow">{n('admin.departed.count', people().length)}</span>
          </h2>
          <ul class="card rows">
            <For each={people()}>
              {(one) => (
                <li>
                  <DepartedRow of={one} onClose={() => setClosing(one)} />
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={closing()}>{(one) => <CloseSheet of={one()} onClose={() => setClosing(undefined)} onDone={done} />}</Show>
    </>
  );
};

function useName(): (of: DepartedPerson) => string {
  const i18n = useI18n();
  return ({ person }) => (person === undefined ? i18n.t('chat.person-unknown') : personName(i18n, person));
}

const DepartedRow = (props: { readonly of: DepartedPerson; readonly onClose: () => void }) => {
  const { t } = useI18n();
  const name = useName();
  return (
    <article class="pend">
      <Avatar id={props.of.user} name={props.of.person?.name ?? ''} size={44} />
      <div>
        <p>
          <b>
            <bdi dir={nameDirection(name(props.of))}>{name(props.of)}</bdi>
          </b>
        </p>
        <p class="hint pend-facts">
          <Show when={props.of.person}>
            {(person) => (
              <>
                <ProfessionTag of={person().profession} />
                <bdi>{person().unit}</bdi>
              </>
            )}
          </Show>
          <span>{t('admin.departed.text')}</span>
        </p>
      </div>
      <div class="btns" data-fill>
        <Button
          kind="line"
          aria-haspopup="dialog"
          aria-label={`${t('admin.departed.close')} – ${name(props.of)}`}
          onClick={props.onClose}
        >
          {t('admin.departed.close')}
        </Button>
      </div>
    </article>
  );
};

const CloseSheet = (props: { readonly of: DepartedPerson; readonly onClose: () => void; readonly onDone: () => void }) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const name = useName();
  const decision = createDecision({
    send: () => api.suspend(props.of.user),
    said: () => t('admin.departed.done', { name: name(props.of) }),
    onDone: () => props.onDone(),
  });
  return (
    <ConfirmSheet
      title={t('admin.departed.title', { name: name(props.of) })}
      decision={decision}
      submit={t('admin.departed.close')}
      onClose={props.onClose}
    >
      <p>{t('admin.departed.follows')}</p>
      <p class="hint">{t('admin.departed.doubt')}</p>
    </ConfirmSheet>
  );
};
