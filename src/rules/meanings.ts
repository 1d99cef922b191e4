import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Guide } from '../guide/guide.ts';
import { meaningOf } from '../guide/meaning.ts';
import type { Memory } from '../guide/memory.ts';
import type { Rule } from './rule.ts';
import { openclawOf } from './snippets/context.ts';
import { spanInFile } from './snippets/locate.ts';
import { factsOf, type Term, termsOf } from './snippets/terms.ts';

/** Every key, command and flag of a snippet has words that say what it means, in every language; and there are no other words. */
export const meanings: Rule = {
  rules: [
    {
      code: 'meaning/missing',
      severity: 'error',
      summary: 'summary.meaning/missing',
      explain: 'explain.meaning/missing',
      examples: [
        {
          wrong:
            '```bash\nfly status --json\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n',
          right:
            '```bash\nfly status\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n',
        },
      ],
    },
    {
      code: 'meaning/language',
      severity: 'error',
      summary: 'summary.meaning/language',
      explain: 'explain.meaning/language',
      examples: [
        {
          wrong:
            '```bash\nfly status\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n\n@ docs/it/index.mdx\n```bash\nfly status\n```\n',
          right:
            '```bash\nfly status\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is.", "it": "Mostra come sta l\'app."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n\n@ docs/it/index.mdx\n```bash\nfly status\n```\n',
        },
      ],
    },
    {
      code: 'meaning/unused',
      severity: 'error',
      summary: 'summary.meaning/unused',
      explain: 'explain.meaning/unused',
      examples: [
        {
          wrong:
            '```bash\nfly status\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is."}, "docs": "https://fly.io/docs/flyctl/status/"}, "fly deploy": {"what": {"en": "Deploys."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n',
          right:
            '```bash\nfly status\n```\n\n@ meanings/fly-command.json\n{"fly status": {"what": {"en": "Shows how the app is."}, "docs": "https://fly.io/docs/flyctl/status/"}}\n',
        },
      ],
    },
  ],
  check: (guide: Guide, memory: Memory) => {
    // A guide that explains nothing has no folder for it.
    if (guide.meanings.size === 0) return [];
    const used = new Set<string>();
    const missing = guide.pages.flatMap((page) =>
      page.fences.flatMap((fence) => {
        const topic = `terms ${fence.lang} ${JSON.stringify(fence.annotations)} ${openclawOf(fence, guide.targets)}`;
        const terms = memory.of(topic, fence.text, () => termsOf(fence, guide.targets));
        return terms.flatMap((term): Diagnostic[] => {
          const found = meaningOf(guide.meanings, term);
          if (found) used.add(`${found.format} ${found.name}`);
          return found ? [] : [missingAt(guide, term, page.file, spanInFile(fence, term))];
        });
      }),
    );
    return [...missing, ...entriesOf(guide).flatMap((entry) => checkEntry(guide, entry, used))];
  },
};

function missingAt(
  guide: Guide,
  { format, names }: Term,
  file: string,
  span: { start: number; end: number },
): Diagnostic {
  const name = names.at(-1) ?? '';
  const values = { name, file: `content/meanings/${format}.json` };
  const similar = nearest(name, Object.keys(guide.meanings.get(format) ?? {}));
  const code = 'meaning/missing';
  const severity = 'error';
  if (similar === undefined)
    return { file, code, severity, ...span, message: { key: 'rules.meaning/missing', values } };
  const message = { key: 'rules.meaning/missing.nearest' as const, values: { ...values, nearest: similar } };
  return { file, code, severity, ...span, message };
}

interface Entry {
  format: string;
  name: string;
  file: string;
}

function entriesOf({ meanings: known }: Guide): Entry[] {
  return [...known].flatMap(([format, names]) =>
    Object.keys(names).map((name) => ({ format, name, file: `meanings/${format}.json` })),
  );
}

function checkEntry(guide: Guide, { format, name, file }: Entry, used: ReadonlySet<string>): Diagnostic[] {
  const meaning = guide.meanings.get(format)?.[name];
  const at = (guide.sources.get(file) ?? '').indexOf(`${JSON.stringify(name)}:`);
  const span = at < 0 ? { start: 0, end: 0 } : { start: at + 1, end: at + 1 + name.length };
  if (!used.has(`${format} ${name}`) || factsOf(format, name, guide.targets) === undefined) {
    const message = { key: 'rules.meaning/unused' as const, values: { name } };
    return [{ file, code: 'meaning/unused', severity: 'error', ...span, message }];
  }
  const texts = meaning ? [meaning.what, meaning.wrong, ...meaning.cautions.map(({ text }) => text)] : [];
  return guide.languages
    .filter((language) => texts.some((text) => text !== undefined && text[language] === undefined))
    .map((language) => ({
      file,
      code: 'meaning/language',
      severity: 'error' as const,
      ...span,
      message: { key: 'rules.meaning/language' as const, values: { name, language } },
    }));
}
