import type { Finding } from '../../diagnostics/diagnostic.ts';
import { frame } from '../../diagnostics/frame.ts';
import { toWords } from '../../diagnostics/message.ts';
import { Lines } from '../../diagnostics/position.ts';
import { speak } from '../../words.ts';
import type { Checkable } from './guess.ts';
import type { Job, Result } from './job.ts';

const shown = 200;
const same = (text: string): string => text;
const plain = { error: same, warning: same, info: same, strong: same, faint: same };

/** Checks a text by the rules that check the guide, and says what it found in the reader's language. */
async function check({ id, text, kind, openclaw, language }: Job): Promise<Result> {
  const say = speak(language);
  const lines = new Lines(text);
  const found = await findings(text, kind, openclaw);
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
  return { id, total: found.length, findings: told };
}

/** The schemas of openclaw.json are large: a fly.toml does without them. */
async function findings(text: string, kind: Checkable, openclaw: string): Promise<Finding[]> {
  if (kind === 'fly-toml') {
    const { checkFlyToml } = await import('../../formats/fly-toml/check.ts');
    return checkFlyToml(text, { foreign: true });
  }
  const { checkSnippet } = await import('../../rules/snippets/check.ts');
  return checkSnippet(text, kind, { openclaw, foreign: true });
}

self.addEventListener('message', ({ data }: MessageEvent<Job>) => {
  void check(data).then((result) => self.postMessage(result));
});
