/** One line of the audit log. */
import Info from 'lucide-solid/icons/info';
import { For, Show } from 'solid-js';
import { type ShownLine, shortHash } from '../../../app/admin/audit-lines.ts';
import { AuditIcon } from '../../../app/audit/AuditIcon.tsx';
import { actorWords, actWords, factWords, type NameOf } from '../../../app/audit/audit-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

interface AuditRowProps {
  readonly shown: ShownLine;
  readonly nameOf: NameOf;
  readonly nowMs: number;
}

export const AuditRow = (props: AuditRowProps) => {
  const i18n = useI18n();
  const hash = () => (
    <td data-c="hide" class="audit-hash">
      <code dir="ltr" title={props.shown.hash}>
        {shortHash(props.shown.hash)}
      </code>
    </td>
  );
  return (
    <Show
      when={props.shown.entry}
      fallback={
        <tr>
          <td colSpan={3}>
            <span class="cell-id">
              <Info class="i" />
              {i18n.t('audit.unread')}
            </span>
          </td>
          {hash()}
        </tr>
      }
    >
      {(entry) => (
        <tr>
          <td>
            <span class="cell-id">
              <AuditIcon act={entry().act} />
              <span>
                {actWords(i18n, entry(), props.nameOf)}
                <small>
                  <For each={factWords(i18n, entry())}>
                    {(fact, index) => (
                      <>
                        {index() === 0 ? '' : ' · '}
                        {fact}
                      </>
                    )}
                  </For>
                </small>
              </span>
            </span>
          </td>
          <td data-c="meta">{actorWords(i18n, entry().actor, props.nameOf)}</td>
          <td data-c="meta">
            <time dateTime={new Date(entry().atMs).toISOString()}>{i18n.dates().moment(entry().atMs, props.nowMs)}</time>
          </td>
          {hash()}
        </tr>
      )}
    </Show>
  );
};
