/** How a person is named and what they do, the same on every screen: who, then what. A profession has no colour. */
import type { Person, Profession } from '@sanad/model/engine/api';
import type { Translate } from '../i18n/translate.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { RowGlyph } from '../ui/glyphs.tsx';

const TITLED = /^(dr|pr|prof)\.?\s|^(د|أ\.د)\.?\s/iu;

/** A doctor is "Dr …" unless the name says it already. */
export function personName(words: Translate, person: Pick<Person, 'name' | 'profession'>): string {
  if (person.name === '') return words.t('chat.person-unknown');
  const isUntitledDoctor = person.profession === 'doctor' && !TITLED.test(person.name);
  return isUntitledDoctor ? words.t('person.doctor', { name: person.name }) : person.name;
}

/** The direction of the name itself: a title before it, such as "د.", decides nothing. */
export const nameDirection = (name: string): 'ltr' | 'rtl' =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name.replace(TITLED, '')) ? 'rtl' : 'ltr';

/** A name among other words: isolated, in its own direction; with `clip` it is cut at its own end where there is no room. */
export const PersonName = (props: { readonly of: Pick<Person, 'name' | 'profession'>; readonly clip?: boolean | undefined }) => {
  const i18n = useI18n();
  return (
    <bdi dir={nameDirection(props.of.name)} class={props.clip ? 'name-clip' : undefined}>
      {personName(i18n, props.of)}
    </bdi>
  );
};

const GLYPHS = { doctor: 'stethoscope', nurse: 'heart-pulse', administrative: 'clipboard-list' } as const;

export const ProfessionIcon = (props: { readonly of: Profession }) => <RowGlyph of={GLYPHS[props.of]} />;

export const ProfessionTag = (props: { readonly of: Profession }) => {
  const { t } = useI18n();
  return (
    <span class="role">
      <ProfessionIcon of={props.of} />
      {t(`profession.${props.of}`)}
    </span>
  );
};
