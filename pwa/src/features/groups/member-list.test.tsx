import type { GroupMember, Person } from '@sanad/model/engine/api';
import { type UserId, userIdFromBytes } from '@sanad/model/ids';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { makeScrollingPage, pagePx, restore } from '../../../test/support/scrolling-page.ts';
import { EngineContext } from '../../app/engine-client.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { fr } from '../../i18n/fr.ts';
import { I18nContext } from '../../i18n/use-i18n.ts';
import { MemberList } from './MemberList.tsx';

const count = 1000;
const user = (n: number): UserId =>
  userIdFromBytes(
    new Uint8Array(16)
      .fill(1)
      .with(0, n >> 8)
      .with(1, n & 255),
  );
const name = (n: number) => `Agent ${n}`;
const people = new Map(
  Array.from({ length: count }, (_, n): [UserId, Person] => [
    user(n),
    {
      user: user(n),
      name: name(n),
      profession: 'nurse',
      unit: '',
      extension: '',
      languages: [],
      specialities: [],
      photoUrl: undefined,
      trust: 'bound',
    },
  ]),
);
const all: readonly GroupMember[] = [...people.keys()].map((one) => ({ user: one, admin: false, waiting: undefined }));

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  restore();
});
function show() {
  const page = makeScrollingPage(420);
  const [members, setMembers] = createSignal(all);
  const chosen = vi.fn();
  const engine = { trust: () => ({ people: [], organisationConfirmed: false, faults: [] }) } as never;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <MemberList members={members()} person={(one) => people.get(one)} me={undefined} onChoose={chosen} />
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    page.element,
  );
  return { ...page, setMembers, chosen };
}
const rows = () => [...document.querySelectorAll<HTMLElement>('.row-list > li')];
const names = () => rows().map((row) => row.querySelector('.name-clip')?.textContent);

test('a group of 1,000 shows those members that belong to where the page is scrolled to, and draws no others', async () => {
  const page = show();
  for (const at of [0, 1000, 20_000, 64_000, 5000]) {
    await page.scrollTo(420 + at);
    const first = Math.floor(at / 64);
    const seen = Array.from({ length: Math.ceil(pagePx / 64) }, (_, n) => name(first + n)).slice(0, Math.max(0, count - first));
    expect(names()).toEqual(expect.arrayContaining(seen));
    expect(rows().length).toBeLessThan(40);
  }
  rows()
    .find((row) => row.textContent?.includes(name(80)))
    ?.querySelector('button')
    ?.click();
  expect(page.chosen).toHaveBeenCalledWith(user(80));
});

test('what becomes of a member is shown in the row that stands there, and the row keeps the focus', async () => {
  const page = show();
  await page.scrollTo(420 + 6400);
  const button = rows()
    .find((row) => row.textContent?.includes(name(101)))
    ?.querySelector('button');
  button?.focus();
  page.setMembers(
    all.map((one) => (one.user === user(101) ? { ...one, admin: true } : one)).filter((one) => one.user !== user(99)),
  );
  await page.drawn();
  expect(document.activeElement).toBe(button);
  expect(button?.textContent).toContain(fr['group.admin']);
  expect(button?.closest('li')?.getAttribute('aria-posinset')).toBe('101');
  expect(names()).not.toContain(name(99));
});
