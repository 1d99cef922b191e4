import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { frame } from '../../diagnostics/frame.ts';
import { toWords } from '../../diagnostics/message.ts';
import { Lines } from '../../diagnostics/position.ts';
import { withSecrets } from '../../rules/secrets.ts';
import { speak } from '../../words.ts';
import type { Checkable } from './guess.ts';
import type { Failure, FolderFile, Job, Result } from './job.ts';

/** As many findings as a page can show at once without halting; those after them come up as these are mended. */
const shown = 100;
const same = (text: string): string => text;
const plain = { error: same, warning: same, info: same, strong: same, faint: same };

/** Checks a text by the rules that check the guide, and says what it found in the reader's language. */
async function check({ id, text, kind, openclaw, language, name, folder: files }: Job): Promise<Result> {
  const say = speak(language);
  const lines = new Lines(text);
  const between = files.length > 1 ? await together(files, openclaw) : [];
  const own = await findings({ name: name ?? '', text, kind }, openclaw);
  const found = [...own, ...between.filter(({ file }) => file === name)].toSorted(
    (a, b) => a.start - b.start,
  );
  const folder = new Map<string, number>();
  for (const file of files) {
    const count = file.name === name ? own.length : (await findings(file, openclaw)).length;
    folder.set(file.name, count + between.filter((one) => one.file === file.name).length);
  }
  const told = found.slice(0, shown).map(({ code, severity, message, start, end, fixes = [] }) => ({
    code,
    severity,
    message: toWords(message, say),
    line: lines.at(start).line,
    start,
    end,
    frame: frame(lines, { start, end }, same, plain),
    fixes: fixes.map((fix) => ({ label: toWords(fix.message, say), edits: fix.edits, safe: fix.safe })),
  }));
  return { id, kind, total: found.length, findings: told, folder };
}

async function findings({ name, text, kind }: FolderFile, openclaw: string): Promise<Diagnostic[]> {
  const found = await findingsOf(text, kind, openclaw);
  const located = found.map((finding) => ({ ...finding, file: name }));
  return withSecrets(name, text, located, { foreign: true });
}

/** The schemas of openclaw.json are large: a fly.toml does without them. */
async function findingsOf(text: string, kind: Checkable, openclaw: string): Promise<Finding[]> {
  if (kind === 'fly-toml') {
    const { checkFlyToml } = await import('../../formats/fly-toml/check.ts');
    return checkFlyToml(text, { foreign: true });
  }
  const { checkSnippet } = await import('../../rules/snippets/check.ts');
  return checkSnippet(text, kind, { openclaw, foreign: true });
}

/** What does not agree between the files of a folder, at its place in one of them. */
async function together(files: readonly FolderFile[], openclaw: string): Promise<Diagnostic[]> {
  const { checkTogether } = await import('../../rules/deployment/deployment.ts');
  return checkTogether(files, { openclaw });
}

self.addEventListener('message', ({ data }: MessageEvent<Job>) => {
  // Without an answer the page would wait for ever, and send nothing more.
  void check(data)
    .then((result) => self.postMessage(result))
    .catch(() => self.postMessage({ id: data.id, failed: true } satisfies Failure));
});
