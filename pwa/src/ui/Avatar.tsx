/** A face or initials; decoration beside a name that is always written. */
import { createMemo, createSignal, Show, useContext } from 'solid-js';
import { DutyMarkContext } from './duty-mark.ts';
import { FacesContext } from './faces.ts';
import { hueOf, initials } from './initials.ts';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly photoUrl?: string | undefined;
  /** Pixels. */
  readonly size: number;
}

export const Avatar = (props: AvatarProps) => {
  const [brokenUrl, setBrokenUrl] = createSignal<string>();
  const isOnDuty = useContext(DutyMarkContext);
  const faceOf = useContext(FacesContext);
  /** What she shows to those who know her goes before what everybody may see. */
  const address = createMemo(() => faceOf(props.id) ?? props.photoUrl);
  const photo = () => (address() === brokenUrl() ? undefined : address());
  return (
    <span
      class="avatar"
      aria-hidden="true"
      data-duty={isOnDuty(props.id) ? 'on' : undefined}
      style={{ '--av': `${props.size}px`, '--av-h': `${hueOf(props.id)}` }}
    >
      <Show when={photo()} fallback={initials(props.name)}>
        {(url) => <img src={url()} alt="" decoding="async" onError={() => setBrokenUrl(url())} />}
      </Show>
    </span>
  );
};
