/** What stands in the place of words where a message has none: lists, quotes, notifications. Screens import it too. */
import type { Attachment } from '../../schema/attachment-values.ts';
import type { FileKind, FilesSummary } from '../api-files.ts';

type Told = Pick<Attachment, 'type' | 'voice' | 'name'>;

const kindOf = ({ type, voice }: Pick<Told, 'type' | 'voice'>): FileKind => {
  if (voice !== undefined) return 'voice';
  if (type.startsWith('image/')) return 'picture';
  return type.startsWith('video/') ? 'video' : 'document';
};

export function filesSummary(files: readonly Told[] | undefined): FilesSummary | undefined {
  const [first, ...more] = files ?? [];
  if (first === undefined) return undefined;
  const kind = kindOf(first);
  if (more.length > 0) return { kind: more.every((one) => kindOf(one) === kind) ? kind : 'document', count: more.length + 1 };
  const { name, voice } = first;
  return { kind, count: 1, ...(voice && { durationMs: voice.durationMs }), ...(kind === 'document' && { name }) };
}
