/** Name, kind, description and picture of a group, for a new one and for one that is changed. */
import { GROUP_KINDS, type GroupKind, maxGroupPictureBytes } from '@sanad/model/engine/api';
import { createMemo, onCleanup, Show } from 'solid-js';
import { GroupAvatar } from '../../app/GroupAvatar.tsx';
import { GroupKindIcon } from '../../app/GroupKindIcon.tsx';
import { scalePhoto } from '../../app/scale-photo.ts';
import { visibleName } from '../../app/visible-name.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { maxDescriptionCharacters, maxNameCharacters } from './group-limits.ts';

export interface GroupDraft {
  readonly name: string;
  readonly kind: GroupKind;
  readonly description: string;
  readonly picture: Uint8Array | undefined;
}

interface GroupFieldsProps {
  /** For the hue of a group without a picture. */
  readonly id: string;
  readonly draft: GroupDraft;
  readonly hasTried: boolean;
  readonly onDraft: (draft: GroupDraft) => void;
}

const countedFrom = 100;

export const GroupFields = (props: GroupFieldsProps) => {
  const { t, n } = useI18n();
  const toaster = useToaster();
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const set = (part: Partial<GroupDraft>) => props.onDraft({ ...props.draft, ...part });
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const picture = await scalePhoto(file, maxGroupPictureBytes);
    if (isGone) return;
    if (picture === undefined) toaster.show({ text: t('settings.photo.failed') });
    else set({ picture });
  };
  const nameHint = createMemo(() => {
    const left = maxNameCharacters - props.draft.name.length;
    return props.draft.name.length < countedFrom
      ? t('group.name.hint')
      : `${t('group.name.hint')} (${n('group.name.left', left)})`;
  });
  return (
    <>
      <div class="photo-row">
        <GroupAvatar id={props.id} group={props.draft} size={88} />
        <div class="btns">
          <label class="btn" data-kind="line">
            <input class="sr" type="file" accept="image/*" onChange={(event) => void choose(event.currentTarget.files?.[0])} />
            {t('group.picture.choose')}
          </label>
          <Show when={props.draft.picture !== undefined && props.draft.picture.length > 0}>
            <Button kind="quiet" onClick={() => set({ picture: new Uint8Array() })}>
              {t('group.picture.remove')}
            </Button>
          </Show>
          <p class="hint">{t('group.picture.hint')}</p>
        </div>
      </div>
      <TextField
        label={t('group.name')}
        hint={nameHint()}
        error={props.hasTried && visibleName(props.draft.name) === '' ? t('group.name.missing') : undefined}
        required
        maxlength={maxNameCharacters}
        autocomplete="off"
        dir="auto"
        value={props.draft.name}
        onValue={(name) => set({ name })}
      />
      <div class="field">
        <span class="label" aria-hidden="true">
          {t('group.kind')}
        </span>
        <Choices
          label={t('group.kind')}
          value={props.draft.kind}
          options={GROUP_KINDS.map((kind) => ({
            value: kind,
            label: t(`group.kind.${kind}`),
            hint: t(`group.kind.${kind}.hint`),
            icon: <GroupKindIcon of={kind} />,
          }))}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <TextArea
        label={t('group.description')}
        hint={t('group.description.hint')}
        maxlength={maxDescriptionCharacters}
        value={props.draft.description}
        onValue={(description) => set({ description })}
      />
    </>
  );
};
