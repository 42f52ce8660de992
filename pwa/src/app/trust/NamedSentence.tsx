/** A sentence whose names stand between isolates (UAX #9): they are set apart, in their own direction. */
import { For } from 'solid-js';

export const NamedSentence = (props: { readonly text: string }) => {
  const parts = () => props.text.split(/(\u2068[^\u2069]*\u2069)/u);
  return (
    <For each={parts()}>
      {(part) =>
        part.startsWith('\u2068') ? (
          <b>
            <bdi>{part.slice(1, -1)}</bdi>
          </b>
        ) : (
          part
        )
      }
    </For>
  );
};
