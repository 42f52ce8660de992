/** A face or initials; decoration beside a name that is always written. */
import { createSignal, Show } from 'solid-js';
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
  const photo = () => (props.photoUrl === brokenUrl() ? undefined : props.photoUrl);
  return (
    <span class="avatar" aria-hidden="true" style={{ '--av': `${props.size}px`, '--av-h': `${hueOf(props.id)}` }}>
      <Show when={photo()} fallback={initials(props.name)}>
        {(url) => <img src={url()} alt="" decoding="async" onError={() => setBrokenUrl(url())} />}
      </Show>
    </span>
  );
};
