import { createSignal, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { keepFocus } from './keep-focus.ts';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

test('a button that goes with its press leaves the focus in the sheet; a sheet that never had it takes none', async () => {
  const [isAsked, setAsked] = createSignal(false);
  dispose = render(
    () => (
      <div ref={keepFocus} tabindex="-1">
        <Show when={isAsked()} fallback={<button type="button">Demander</button>}>
          <p>Demandé</p>
        </Show>
      </div>
    ),
    document.body,
  );
  const settle = () => new Promise((done) => setTimeout(done));
  setAsked(true);
  await settle();
  expect(document.activeElement).toBe(document.body);
  setAsked(false);
  document.querySelector('button')?.focus();
  setAsked(true);
  await settle();
  expect(document.activeElement).toBe(document.querySelector('div[tabindex]'));
});
