/** A new group in two steps: who, then what it is called. Works without a network: the group is here at once and leaves later. */
import type { GroupHistory, Person } from '@sanad/model/engine/api';
import { useNavigate } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import CloudOff from 'lucide-solid/icons/cloud-off';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { PersonName } from '../../app/people.tsx';
import { useTitle } from '../../app/title.ts';
import { visibleName } from '../../app/visible-name.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { type GroupDraft, GroupFields } from './GroupFields.tsx';
import { HistoryChoices } from './HistoryChoices.tsx';
import { PickPeople } from './PickPeople.tsx';
import './groups.css';

export const NewGroup = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const navigate = useNavigate();
  const [step, setStep] = createSignal<1 | 2>(1);
  const [chosen, setChosen] = createSignal<readonly Person[]>([]);
  const [draft, setDraft] = createSignal<GroupDraft>({ name: '', kind: 'team', description: '', picture: undefined });
  const [history, setHistory] = createSignal<GroupHistory>('full');
  const [hasTried, setTried] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  useTitle(() => t('group.new'));

  const create = async () => {
    const { name, description, kind, picture } = draft();
    setBusy(true);
    setFailure(undefined);
    const result = await api.createGroup({
      name: visibleName(name),
      description: description.trim(),
      kind,
      picture: picture === undefined || picture.length === 0 ? undefined : picture,
      history: history(),
      members: chosen().map(({ user }) => user),
    });
    setBusy(false);
    if (result.ok) navigate(`/c/${result.value}`, { replace: true });
    else setFailure(failureWords(i18n, result.error));
  };
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    setTried(true);
    if (isBusy()) return;
    if (visibleName(draft().name) === '') event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
    else void create();
  };
  const head = (back: () => void, title: string) => (
    <header class="bar">
      <IconButton label={t('common.back')} onClick={back}>
        <ChevronLeft class="i flip" />
      </IconButton>
      <h1 class="grow" ref={focusOnMount}>
        {title}
      </h1>
      <StepBar at={step()} of={2} label={t('group.new.step', { at: step() })} />
    </header>
  );

  return (
    <Switch>
      <Match when={step() === 1}>
        <div class="pane main people-pick" data-page="people">
          {head(() => navigate('/new'), t('group.new.people'))}
          <PickPeople chosen={chosen()} onChosen={setChosen} />
          <div class="act-dock">
            <Button kind="primary" size="lg" wide disabled={chosen().length === 0} onClick={() => setStep(2)}>
              {n('group.new.next', chosen().length)}
            </Button>
          </div>
        </div>
      </Match>
      <Match when={step() === 2}>
        <form class="pane main group-form" noValidate onSubmit={submit}>
          {head(() => setStep(1), t('group.new.details'))}
          <div class="scroll">
            <div class="page narrow">
              <GroupFields id="new" draft={draft()} hasTried={hasTried()} onDraft={setDraft} />
              <div class="field">
                <span class="label" aria-hidden="true">
                  {t('group.history')}
                </span>
                <HistoryChoices value={history()} onChange={setHistory} />
              </div>
              <ul class="av-names" aria-label={n('group.new.chosen', chosen().length)}>
                <For each={chosen()}>
                  {(person) => (
                    <li class="tag">
                      <PersonName of={person} clip />
                    </li>
                  )}
                </For>
              </ul>
              <Show when={sync().connectivity === 'offline'}>
                <Banner kind="off" icon={<CloudOff class="i" />}>
                  {t('group.new.offline')}
                </Banner>
              </Show>
              <Failure words={failure()} />
            </div>
          </div>
          <div class="act-dock">
            <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
              {t('group.new.submit')}
            </Button>
          </div>
        </form>
      </Match>
    </Switch>
  );
};
