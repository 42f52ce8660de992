/** An administrator changes what the group is called and what it is for. Only what differs is sent. */
import type { Group, GroupChange } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { createDecision } from '../../app/create-decision.ts';
import { useEngine } from '../../app/engine-client.ts';
import { sameBytes } from '../../app/same-bytes.ts';
import { visibleName } from '../../app/visible-name.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { type GroupDraft, GroupFields } from './GroupFields.tsx';

export const EditGroupSheet = (props: { readonly group: Group; readonly onClose: () => void }) => {
  const { t } = useI18n();
  const { api, sync } = useEngine();
  const { name, kind, description, picture } = props.group;
  const before: GroupDraft = { name, kind, description, picture };
  const [draft, setDraft] = createSignal(before);
  const [hasTried, setTried] = createSignal(false);
  const change = (): GroupChange => {
    const now = draft();
    const called = visibleName(now.name);
    return {
      ...(called === before.name ? {} : { name: called }),
      ...(now.kind === before.kind ? {} : { kind: now.kind }),
      ...(now.description.trim() === before.description ? {} : { description: now.description.trim() }),
      ...(sameBytes(now.picture, before.picture) ? {} : { picture: now.picture ?? new Uint8Array() }),
    };
  };
  const decision = createDecision({
    send: () => api.changeGroup(props.group.id, change()),
    said: () => t(sync().connectivity === 'online' ? 'group.saved' : 'group.saved-offline'),
    onDone: () => props.onClose(),
  });
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    setTried(true);
    if (visibleName(draft().name) === '') event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
    else if (Object.keys(change()).length === 0) props.onClose();
    else if (!decision.isBusy()) decision.decide();
  };
  return (
    <Sheet title={t('group.edit')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <GroupFields id={props.group.id} draft={draft()} hasTried={hasTried()} onDraft={setDraft} />
        <Failure words={decision.failure()} />
        <Button kind="primary" size="lg" wide type="submit" busy={decision.isBusy()}>
          {t('common.save')}
        </Button>
      </form>
    </Sheet>
  );
};
