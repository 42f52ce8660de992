/**
 * An urgent message that waits for my answer while something else is on screen: over everything, read out once, gone with the answer. Put off, it comes
 * back with the next ring.
 */

import type { UrgentItem } from '@sanad/model/engine/api';
import { A, useLocation } from '@solidjs/router';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { useEngine } from '../engine-client.ts';
import { lineOfRow } from '../files/file-words.ts';
import { PeerName } from '../peers.tsx';
import { PersonName, ProfessionTag } from '../people.tsx';
import { NextRing } from './NextRing.tsx';
import { RingNotice } from './RingNotice.tsx';
import { UrgentAnswers } from './UrgentAnswers.tsx';
import { createNames, createUrgents } from './use-urgents.ts';

/** Where they stand anyway. */
const isShownAt = (path: string, { conversation }: UrgentItem): boolean =>
  path === '/' || path === `/c/${conversation}` || path === '/alerts';

export const ArrivalBanner = () => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const location = useLocation();
  const items = createUrgents();
  const { sync } = useEngine();
  const names = createNames();
  const [putOff, setPutOff] = createSignal<ReadonlyMap<string, number | undefined>>(new Map());
  const isPutOff = ({ message }: UrgentItem): boolean =>
    putOff().has(message.id) && putOff().get(message.id) === message.urgent?.nextRingAtMs;
  const shown = createMemo(() =>
    items()?.find((item) => item.message.urgent?.owed === true && !isShownAt(location.pathname, item) && !isPutOff(item)),
  );
  // By message, not by item: each word of the relay brings a new item, which must not be read out again nor close what she is choosing.
  const shownId = createMemo(() => shown()?.message.id);
  return (
    <>
      <RingNotice items={items() ?? []} names={names} offsetMs={sync().clockOffsetMs ?? 0} />
      <Show when={shownId()} keyed>
        {(_id) => (
          <Show when={shown()}>
            {(item) => (
              <div class="urgent-float" role="alert">
                <article class="slab">
                  <div class="slab-band">
                    <UrgentGlyph />
                    <span>{t('priority.urgent')}</span>
                    <span class="grow">
                      <Show when={item().peer.kind === 'group'}>
                        <PeerName of={item().peer} />
                      </Show>
                    </span>
                    <Show when={item().message.urgent}>
                      {(urgent) => <NextRing urgent={urgent()} offsetMs={sync().clockOffsetMs ?? 0} />}
                    </Show>
                    <button
                      type="button"
                      class="icon-btn slab-close"
                      aria-label={t('urgent.later')}
                      onClick={() =>
                        setPutOff((before) => new Map(before).set(item().message.id, item().message.urgent?.nextRingAtMs))
                      }
                    >
                      <X class="i" />
                    </button>
                  </div>
                  <div class="slab-body">
                    <p class="who-line">
                      <b>
                        <Show when={names.person(item().message.author)} fallback={names.name(item().message.author)}>
                          {(person) => <PersonName of={person()} />}
                        </Show>
                      </b>
                      <Show when={names.person(item().message.author)}>
                        {(person) => <ProfessionTag of={person().profession} />}
                      </Show>
                      <time class="at" datetime={new Date(item().message.sentAtMs).toISOString()}>
                        {dates().time(item().message.sentAtMs)}
                      </time>
                    </p>
                    <A class="slab-text" dir="auto" href={`/c/${item().conversation}#m=${item().message.id}`}>
                      {lineOfRow(i18n, item().message)}
                    </A>
                    <UrgentAnswers conversation={item().conversation} row={item().message} />
                  </div>
                </article>
              </div>
            )}
          </Show>
        )}
      </Show>
    </>
  );
};
