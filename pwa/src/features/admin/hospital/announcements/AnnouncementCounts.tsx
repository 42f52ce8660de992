import { For, Show } from 'solid-js';
import type { AnnouncementLine } from '../../../../app/admin/ask.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';

/** How many people it is for, whose devices have it, who acknowledged it; by unit where a unit is large enough to say nobody's name. */
export const AnnouncementCounts = (props: { readonly line: AnnouncementLine }) => {
  const { t, n } = useI18n();
  return (
    <>
      <p>
        <b>
          {props.line.asks
            ? n('announcements.counts', props.line.people, { told: props.line.told, read: props.line.acknowledged })
            : n('announcements.counts.told', props.line.people, { told: props.line.told })}
        </b>
      </p>
      <Show when={props.line.units.length > 0}>
        <details>
          <summary>{t('announcements.by-unit')}</summary>
          <div class="import-table">
            <table class="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('sign-up.unit')}</th>
                  <th scope="col">{t('announcements.people')}</th>
                  <th scope="col">{t('announcements.told')}</th>
                  <Show when={props.line.asks}>
                    <th scope="col">{t('announcements.acknowledged')}</th>
                  </Show>
                </tr>
              </thead>
              <tbody>
                <For each={props.line.units}>
                  {(unit) => (
                    <tr>
                      <th scope="row">
                        <bdi>{unit.unit ?? t('announcements.others')}</bdi>
                      </th>
                      <td>{unit.people}</td>
                      <td>{unit.told}</td>
                      <Show when={props.line.asks}>
                        <td>{unit.acknowledged}</td>
                      </Show>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
          <p class="hint">{t('announcements.others.hint')}</p>
        </details>
      </Show>
    </>
  );
};
