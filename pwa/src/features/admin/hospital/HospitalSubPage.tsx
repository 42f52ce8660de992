/** One page of what belongs to the hospital, with the way back to the list of them. */
import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import type { JSX } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import './hospital.css';

interface HospitalSubPageProps {
  readonly title: string;
  readonly lead?: string | undefined;
  /** Another page than the list of all. */
  readonly back?: string | undefined;
  readonly children: JSX.Element;
}

export const HospitalSubPage = (props: HospitalSubPageProps) => {
  const { t } = useI18n();
  return (
    <>
      <header class="subpage-head">
        <A class="icon-btn" href={props.back ?? '/admin/hospital'} aria-label={t('common.back')}>
          <ChevronLeft class="i flip" />
        </A>
        <h2 ref={focusOnMount}>{props.title}</h2>
      </header>
      {props.lead === undefined ? undefined : <p class="subpage-lead">{props.lead}</p>}
      {props.children}
    </>
  );
};
