/** What stands in the place of words that a message does not have, said as in the app (app/files/file-words.ts), whose dictionaries are not carried here. */
import type { WokenMessage } from '@sanad/model/engine/wake-request';

type Files = NonNullable<WokenMessage['files']>;
type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };
interface FileWords {
  /** Also where this version cannot say what. */
  readonly some: string;
  /** Of one. */
  readonly one: Readonly<Record<Files['kind'], string>>;
  /** `#`: how many. */
  readonly several: Readonly<Record<Files['kind'], Forms>>;
  readonly named: string;
  readonly long: string;
}

const WORDS = {
  fr: {
    some: 'Fichier joint',
    one: { picture: 'Photo', video: 'Vidéo', voice: 'Note vocale', document: 'Document' },
    several: {
      picture: { other: '# photos' },
      video: { other: '# vidéos' },
      voice: { other: '# notes vocales' },
      document: { other: '# documents' },
    },
    named: 'Document : #',
    long: 'Note vocale (#)',
  },
  ar: {
    some: 'ملفّ مرفق',
    one: { picture: 'صورة', video: 'فيديو', voice: 'رسالة صوتية', document: 'وثيقة' },
    several: {
      picture: { two: 'صورتان', few: '# صور', other: '# صورة' },
      video: { two: 'فيديوان', few: '# فيديوهات', other: '# فيديو' },
      voice: { two: 'رسالتان صوتيتان', few: '# رسائل صوتية', other: '# رسالة صوتية' },
      document: { two: 'وثيقتان', few: '# وثائق', other: '# وثيقة' },
    },
    named: 'وثيقة: #',
    long: 'رسالة صوتية (#)',
  },
  en: {
    some: 'Attached file',
    one: { picture: 'Photo', video: 'Video', voice: 'Voice note', document: 'Document' },
    several: {
      picture: { other: '# photos' },
      video: { other: '# videos' },
      voice: { other: '# voice notes' },
      document: { other: '# documents' },
    },
    named: 'Document: #',
    long: 'Voice note (#)',
  },
} as const satisfies Readonly<Record<string, FileWords>>;

export function filesSaid(language: keyof typeof WORDS): (files: Files | undefined) => string {
  const words: FileWords = WORDS[language];
  const rules = new Intl.PluralRules(language);
  return (files) => {
    if (files === undefined) return words.some;
    const { kind, count, name, durationMs } = files;
    if (count > 1) {
      const forms = words.several[kind];
      return (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
    }
    // Between other words, of whatever direction it is.
    if (kind === 'document' && name !== undefined) return words.named.replace('#', () => `\u2068${name}\u2069`);
    return kind === 'voice' && durationMs !== undefined ? words.long.replace('#', clock(durationMs)) : words.one[kind];
  };
}

/** Minutes and seconds. */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
