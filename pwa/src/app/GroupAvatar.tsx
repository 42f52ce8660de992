/** A group's picture, or its initials; without a name the sign of its kind. Square with round corners: a person is round. */
import type { GroupSummary } from '@sanad/model/engine/api';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { hueOf, initials } from '../ui/initials.ts';
import { GroupKindIcon } from './GroupKindIcon.tsx';
import { sameBytes } from './same-bytes.ts';
import { visibleName } from './visible-name.ts';

interface GroupAvatarProps {
  readonly id: string;
  readonly group: Pick<GroupSummary, 'name' | 'kind' | 'picture'> & Partial<Pick<GroupSummary, 'origin'>>;
  /** Pixels. */
  readonly size: number;
}

export const GroupAvatar = (props: GroupAvatarProps) => {
  const [brokenUrl, setBrokenUrl] = createSignal<string>();
  // Each patch brings new bytes of the same picture: it is shown again only when it differs.
  const picture = createMemo<Uint8Array | undefined>(() => props.group.picture, undefined, { equals: sameBytes });
  const url = createMemo(() => {
    const bytes = picture();
    if (bytes === undefined || bytes.length === 0) return undefined;
    const made = URL.createObjectURL(new Blob([bytes.slice()]));
    onCleanup(() => URL.revokeObjectURL(made));
    return made;
  });
  const photo = () => (url() === brokenUrl() ? undefined : url());
  const letters = () => initials(visibleName(props.group.name));
  return (
    <span
      class="avatar"
      data-kind="group"
      aria-hidden="true"
      style={{ '--av': `${props.size}px`, '--av-h': `${hueOf(props.group.origin ?? props.id)}` }}
    >
      <Show
        when={photo()}
        fallback={
          <Show when={letters() === ''} fallback={letters()}>
            <GroupKindIcon of={props.group.kind} />
          </Show>
        }
      >
        {(shown) => <img src={shown()} alt="" decoding="async" onError={() => setBrokenUrl(shown())} />}
      </Show>
    </span>
  );
};
