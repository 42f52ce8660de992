import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { createReturnFocus } from './return-focus.ts';

let dispose: (() => void) | undefined;
afterEach(() => dispose?.());
const frame = () => new Promise((done) => requestAnimationFrame(done));

test('who closes what stood beside the calendar is back at what opened it; what took the focus meanwhile keeps it', async () => {
  const [isAlone, setAlone] = createSignal(true);
  const Page = () => (
    <main onFocusIn={createReturnFocus(isAlone)}>
      <button type="button">Staff</button>
      <input />
    </main>
  );
  dispose = render(() => <Page />, document.body);
  const [chip, field] = [document.querySelector('button'), document.querySelector('input')];
  chip?.focus();
  setAlone(false);
  chip?.blur();
  setAlone(true);
  await frame();
  await vi.waitFor(() => expect(document.activeElement).toBe(chip));
  setAlone(false);
  field?.focus();
  setAlone(true);
  await frame();
  expect(document.activeElement).toBe(field);
});
