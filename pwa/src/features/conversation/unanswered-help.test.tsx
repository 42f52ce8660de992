import type { UrgentRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import { MemoryRouter, Route } from '@solidjs/router';
import { createRoot } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../../ui/toaster.ts';
import { type ThreadDoor, ThreadDoorContext } from './thread-door.ts';
import { UnansweredHelp } from './UnansweredHelp.tsx';

const conversation = '0a'.repeat(16) as SpaceId;
const id = '0b'.repeat(12) as MessageId;
let end = () => {};
afterEach(() => {
  end();
  document.body.replaceChildren();
});

/** What somebody is offered below an urgent message that nobody answered. */
function show(to: {
  readonly mine?: boolean;
  readonly admin?: boolean;
  readonly canStillAnswer?: boolean;
  readonly mayForward?: boolean;
}) {
  const { mine = false, admin = false, canStillAnswer = false, mayForward = true } = to;
  const answerUrgent = vi.fn(async () => ok(undefined));
  const openSheet = vi.fn();
  const client = { api: { answerUrgent }, sync: () => ({ connectivity: 'online' }) } as unknown as EngineClient;
  const door = {
    conversation,
    group: () => ({ admin }),
    person: () => ({ extension: '2214' }),
    rights: () => ({ mayForward }),
    openSheet,
  } as unknown as ThreadDoor;
  const urgent = { asked: ['karim' as UserId], canStillAnswer } as unknown as UrgentRow;
  const { toaster, dispose } = createRoot((dispose) => ({ toaster: createToaster(), dispose }));
  const unmount = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => {})}>
        <EngineContext.Provider value={client}>
          <ToasterContext.Provider value={toaster}>
            <ThreadDoorContext.Provider value={door}>
              <MemoryRouter>
                <Route path="*" component={() => <UnansweredHelp row={{ id, mine }} urgent={urgent} />} />
              </MemoryRouter>
            </ThreadDoorContext.Provider>
          </ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
  end = () => {
    unmount();
    dispose();
  };
  const all = () => [...document.querySelectorAll<HTMLElement>('button, a')];
  return {
    offered: () => all().map((one) => one.textContent?.replaceAll('\u00a0', ' ')),
    press: (words: string) =>
      all()
        .find((one) => one.textContent?.includes(words))
        ?.click(),
    answerUrgent,
    openSheet,
  };
}

test('ALARM-9 the sender copies the extension or asks somebody else, without writing it again', () => {
  const { offered, press, openSheet } = show({ mine: true });
  expect(offered()).toEqual(['Copier le poste 2214', 'Demander à quelqu’un d’autre']);
  press('quelqu’un d’autre');
  expect(openSheet).toHaveBeenCalledWith({ kind: 'forward', id });
});

test('ALARM-9 who was asked can still take it; who administers the group gets the same help as the sender', () => {
  expect(show({ canStillAnswer: true }).offered()).toEqual(['Je m’en charge']);
  end();
  document.body.replaceChildren();
  const { offered, press, answerUrgent } = show({ canStillAnswer: true, admin: true });
  expect(offered()).toEqual(['Je m’en charge', 'Copier le poste 2214', 'Demander à quelqu’un d’autre']);
  press('Je m’en charge');
  expect(answerUrgent).toHaveBeenCalledWith(conversation, id, 'taken');
});

test('who may not forward out of a group begins a conversation instead', () => {
  show({ mine: true, mayForward: false });
  expect(document.querySelector('a')?.getAttribute('href')).toBe('/new');
});
