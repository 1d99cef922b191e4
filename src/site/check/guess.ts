import { kindOfFile } from '../../rules/snippets/kind.ts';

/** The kinds of text that the page can check. */
export const checkable = ['fly-toml', 'openclaw-config', 'shell'] as const;
export type Checkable = (typeof checkable)[number];

const byFile: Partial<Record<string, Checkable>> = {
  'fly-toml': 'fly-toml',
  toml: 'fly-toml',
  'openclaw-config': 'openclaw-config',
  json: 'openclaw-config',
  shell: 'shell',
};

/** Returns what a file is by its name, or nothing where that does not tell. */
export function kindByName(name: string): Checkable | undefined {
  return byFile[kindOfFile(name) ?? ''];
}

/** Whether a file's whole name says what it is, not its ending alone, which files of other programs share. */
export function isNamed(path: string): boolean {
  return kindOfFile(path) === kindByName(path);
}

/** Returns what a text is: by its file's name where it has one that tells, else by its first line that says something. */
export function guessKind(text: string, name?: string): Checkable {
  const named = name === undefined ? undefined : kindByName(name);
  if (named !== undefined) return named;
  const first =
    text.split('\n', 200).find((line) => /\S/.test(line) && !/^\s*(#|\/\/|\/\*)/.test(line)) ?? '';
  if (/^\s*[{]/.test(first)) return 'openclaw-config';
  return /^\s*(\[\[?[\w."-]+\]\]?|[\w.-]+\s+=\s|[\w.-]+=["'\d])/.test(first) ? 'fly-toml' : 'shell';
}
