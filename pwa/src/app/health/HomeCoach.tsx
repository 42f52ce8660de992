/** How SANAD comes to the home screen of an iPhone or iPad, in pictures (STORE-1). */
import Share from 'lucide-solid/icons/share';
import SquarePlus from 'lucide-solid/icons/square-plus';
import type { JSX } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import './home-coach.css';

export const HomeCoach = () => {
  const { t } = useI18n();
  return (
    <ol class="coach">
      <Step label={t('home.step.share')} alt={t('home.share.alt')}>
        <Share class="i" />
      </Step>
      <Step label={t('home.step.add')} alt={t('home.add.alt')}>
        <SquarePlus class="i" />
      </Step>
      <Step label={t('home.step.confirm')} alt={t('home.confirm.alt')}>
        <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
          <rect x="2.5" y="4" width="19" height="16" rx="2.5" />
          <path d="M2.5 9h19M15 6.5h4" />
          <rect x="5.5" y="11.5" width="5.500" height="5.500" rx="1.400" />
          <path d="M13.500 13h5M13.500 16h3.500" />
        </svg>
      </Step>
      <Step label={t('home.step.open')} alt={t('home.open.alt')}>
        <span class="app-icon">
          <MarkGlyph />
        </span>
      </Step>
    </ol>
  );
};

const Step = (props: { readonly label: string; readonly alt: string; readonly children: JSX.Element }) => (
  <li>
    <span class="picture" role="img" aria-label={props.alt}>
      {props.children}
    </span>
    <span>{props.label}</span>
  </li>
);
