/** A file with its path below the folder that was opened or dropped. */
export interface Opened {
  path: string;
  file: File;
}

/** What a folder has that is nobody's own work, or too much of it. */
const leftOut = /(^|\/)(node_modules|\.[^/]+|package(-lock)?\.json|tsconfig[^/]*\.json)(\/|$)/;
const most = 200;

/** In bytes: what people write by hand is far smaller, and a field with more than this halts the page. */
const largest = 2_000_000;

/** Whether a file of a folder is one that people write. The folder that was opened may have any name: it was asked for. */
export function isWanted(path: string): boolean {
  return !leftOut.test(path.slice(path.indexOf('/') + 1));
}

/** Whether a file is too large to be opened here. */
export function isTooLarge({ file }: Opened): boolean {
  return file.size > largest;
}

/**
 * Returns those of the files that can be checked, or the only one that was chosen, whatever it is. An unknown file of several is
 * nobody's choice, and may be one that should not come into sight.
 *
 * @param isKnown whether a path is one of a file that can be checked
 */
export function chosenOf(files: readonly Opened[], isKnown: (path: string) => boolean): readonly Opened[] {
  const known = files.filter(({ path }) => isWanted(path) && isKnown(path));
  const isOneAlone = files.length === 1 && !files[0]?.path.includes('/');
  return known.length === 0 && isOneAlone ? files : known;
}

/** Returns a file that was chosen, with its path. */
export function withPath(file: File): Opened {
  return { path: file.webkitRelativePath || file.name, file };
}

/** Returns the files that were dropped, those of folders included, except what `leftOut` names of them or beside others. */
export async function dropped(data: DataTransfer | null): Promise<Opened[]> {
  // Entries have to be asked for before the event is over.
  const entries = [...(data?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return [...(data?.files ?? [])].map(withPath);
  const opened: Opened[] = [];
  const queue = [...entries];
  const only = entries.length === 1 ? entries[0] : undefined;
  for (let entry = queue.shift(); entry !== undefined && opened.length < most; entry = queue.shift()) {
    const path = entry.fullPath.replace(/^\//, '');
    if (entry !== only && !isWanted(path)) continue;
    if (entry.isFile) opened.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    else queue.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
  }
  return opened;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives some at a time, and none when it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
