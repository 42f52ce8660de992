/** How many have answered, as the sender asked for it. */
import type { UrgentRow } from '@sanad/model/engine/api';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { AckMeter } from './AckMeter.tsx';

let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

function show(facts: Partial<UrgentRow>) {
  const urgent = { phase: 'ringing', need: 'one', asked: ['a', 'b', 'c'], answered: 0, ...facts } as unknown as UrgentRow;
  end = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <AckMeter urgent={urgent} />
      </I18nContext.Provider>
    ),
    document.body,
  );
  const pips = document.querySelectorAll('.pips > i');
  return {
    text: document.body.textContent ?? '',
    pips: pips.length,
    on: [...pips].filter((pip) => 'on' in (pip as HTMLElement).dataset).length,
  };
}

test('where each must answer there is a square for each', () => {
  expect(show({ need: 'each', answered: 1 })).toEqual({ text: 'Répondu par 1 sur 3', pips: 3, on: 1 });
});

test('where one is enough nothing looks as if all were waited for', () => {
  expect(show({})).toEqual({ text: 'Demandé à 3 personnes, une réponse suffit', pips: 0, on: 0 });
  end();
  document.body.replaceChildren();
  expect(show({ phase: 'answered', answered: 1 }).text).toBe('Demandé à 3 personnes');
});

test('one person needs no count', () => {
  expect(show({ asked: ['a'] as unknown as UrgentRow['asked'] }).text).toBe('');
});
