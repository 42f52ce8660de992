/** Files that come from outside: chosen, pasted, dropped. */
import type { ChosenFile } from '../../../app/files/prepare-file.ts';

/** The system's chooser: it opens on the press that asked for it. */
export function chooseFiles(accept: string, chosen: (files: readonly ChosenFile[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accept;
  input.addEventListener('change', () => chosen([...(input.files ?? [])].map(named)));
  input.click();
}

const named = (file: File): ChosenFile => ({ blob: file, name: file.name });

/** Text beside a picture (a cell of a table, for example) is meant as text. */
export function pastedFiles(data: DataTransfer | null, pictureName: string): readonly ChosenFile[] {
  if (data === null || data.types.includes('text/plain')) return [];
  // Browsers call whatever is pasted image.png.
  return [...data.files].map((file) => ({ blob: file, name: file.name === 'image.png' ? `${pictureName}.png` : file.name }));
}

export const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;

export const droppedFiles = (data: DataTransfer | null): readonly ChosenFile[] =>
  [...(data?.items ?? [])].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory) return [];
    const file = item.getAsFile();
    return file === null ? [] : [named(file)];
  });
