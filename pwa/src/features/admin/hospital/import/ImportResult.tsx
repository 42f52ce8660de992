/** What was made of a file: the links stand in a file of their own, which is fetched now or never (INVITE-7). */
import { invitationFragment } from '@sanad/model/engine/api';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Download from 'lucide-solid/icons/download';
import { createSignal, Show } from 'solid-js';
import { toCsv } from '../../../../app/admin/ask.ts';
import { saveBlob } from '../../../../app/files/open-file.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Banner } from '../../../../ui/Banner.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { focusOnMount } from '../../../../ui/focus-on-mount.ts';
import type { Judged } from './send-rows.ts';

interface ImportResultProps {
  readonly rows: readonly Judged[];
  readonly expiresAtMs: number;
  readonly organisationHash: Uint8Array;
  readonly onAgain: () => void;
}

export const ImportResult = (props: ImportResultProps) => {
  const { t, n, dates } = useI18n();
  const [isSaved, setSaved] = createSignal(false);
  const made = () => props.rows.filter(({ token }) => token !== undefined).length;
  const save = () => {
    const head = ['line', 'name', 'email', 'staff_number', 'profession', 'unit', 'state', 'link'];
    const lines = props.rows.map(({ line, row, fault, token }) => [
      line,
      row.name,
      row.email,
      row.staffNumber,
      row.profession,
      row.unit,
      token === undefined ? t(`import.row.${fault ?? 'not-sent'}`) : t('import.made-one'),
      token === undefined ? '' : `${location.origin}/sign-up#${invitationFragment(token, props.organisationHash)}`,
    ]);
    saveBlob(new Blob([toCsv([head, ...lines])], { type: 'text/csv' }), 'sanad-invitations.csv');
    setSaved(true);
  };
  return (
    <section class="sec">
      <h3 class="sec-head" ref={focusOnMount}>
        <CircleCheck class="i" />
        <span class="grow">{n('import.made', made())}</span>
      </h3>
      <p>{t('import.made.text', { date: dates().moment(props.expiresAtMs, Date.now()) })}</p>
      <Show when={!isSaved()}>
        <Banner kind="medium" icon={<CircleAlert class="i" />}>
          {t('import.once')}
        </Banner>
      </Show>
      <div class="btns">
        <Button kind="primary" size="lg" onClick={save}>
          <Download class="i" />
          {t('import.save')}
        </Button>
        <Button kind="line" size="lg" onClick={props.onAgain}>
          {t('import.other')}
        </Button>
      </div>
    </section>
  );
};
