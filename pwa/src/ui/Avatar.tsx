/** A face or initials; decoration beside a name that is always written. */
import { createSignal, Show, useContext } from 'solid-js';
import { DutyMarkContext } from './duty-mark.ts';
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
  const photo = () => (props.photoUrl === brokenUrl() ? undefined : props.photoUrl);
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
