import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { Keyed } from './Keyed.tsx';

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});

test('a row that comes anew is shown in the element that stands there, also at another place', () => {
  const [rows, setRows] = createSignal([
    { id: 'a', text: 'lit 3' },
    { id: 'b', text: 'lit 4' },
  ]);
  const list = () => (
    <Keyed each={rows()} by={({ id }) => id} fallback={<p>rien</p>}>
      {(row) => <button type="button">{row().text}</button>}
    </Keyed>
  );
  dispose = render(list, document.body);
  const [a, b] = document.querySelectorAll('button');
  b?.focus();
  setRows([
    { id: 'b', text: 'lit 4, pris' },
    { id: 'a', text: 'lit 3' },
  ]);
  expect([...document.querySelectorAll('button')]).toEqual([b, a]);
  expect(b?.textContent).toBe('lit 4, pris');
  setRows([{ id: 'b', text: 'lit 4' }]);
  expect([...document.querySelectorAll('button')]).toEqual([b]);
  setRows([]);
  expect(document.body.textContent).toBe('rien');
});
