/** A sheet in which something is still being asked for. */
import { createResource, createSignal, Show, Suspense } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { Sheet } from './Sheet.tsx';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

function show() {
  let answer: ((value: string) => void) | undefined;
  const [isOpen, setOpen] = createSignal(false);
  const Asking = () => {
    const [unit] = createResource(() => new Promise<string>((resolve) => (answer = resolve)));
    return (
      <Sheet title={`Approuver ${unit.latest ?? ''}`} closeLabel="Fermer" open onClose={() => setOpen(false)}>
        <p class="unit">{unit()}</p>
      </Sheet>
    );
  };
  const place = document.createElement('div');
  document.body.append(place);
  dispose = render(
    () => (
      <Suspense fallback={<p>…</p>}>
        <h1>Demandes</h1>
        <Show when={isOpen()}>
          <Asking />
        </Show>
      </Suspense>
    ),
    place,
  );
  setOpen(true);
  return { place, answer: (value: string) => answer?.(value) };
}
const sheet = () => document.querySelector('[role="dialog"]');

test('Escape closes a sheet from its first moment, also while something in it is being asked for', async () => {
  show();
  expect(sheet()).not.toBeNull();
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  expect(sheet()).toBeNull();
});

test('the page behind a sheet stays while something in it is being asked for, and the sheet says what came', async () => {
  const { place, answer } = show();
  expect(place.querySelector('h1')).not.toBeNull();
  expect(sheet()?.querySelector('[aria-label="Fermer"]')).not.toBeNull();
  answer('Réanimation');
  await Promise.resolve();
  await Promise.resolve();
  expect(sheet()?.querySelector('.unit')?.textContent).toBe('Réanimation');
  expect(sheet()?.querySelector('h2')?.textContent).toBe('Approuver Réanimation');
});
