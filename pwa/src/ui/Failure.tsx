/** The answer to something that did not work, read aloud at once; nothing while there is none. */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { Show } from 'solid-js';
import { Banner } from './Banner.tsx';

export const Failure = (props: { readonly words: string | undefined }) => (
  <Show when={props.words}>
    {(words) => (
      <Banner kind="medium" role="alert" icon={<CircleAlert class="i" />}>
        {words()}
      </Banner>
    )}
  </Show>
);
