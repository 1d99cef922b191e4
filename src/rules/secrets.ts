import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findSecrets } from '../formats/secret/token.ts';
import { Memory } from '../guide/memory.ts';
import type { RuleInfo } from './rule.ts';

export const secretRule: RuleInfo = {
  code: 'secret/literal',
  severity: 'error',
  summary: 'summary.secret/literal',
  explain: 'explain.secret/literal',
  examples: [
    {
      wrong: '```bash\nexport OPENCLAW_GATEWAY_TOKEN="9f8e7d6c5b4a39281706f5e4d3c2b1a0"\n```\n',
      right: '```bash\nexport OPENCLAW_GATEWAY_TOKEN="$(openssl rand -hex 32)"\n```\n',
    },
    {
      wrong: 'Sign in with `ghp_Q7fZ2mK9xT4vB1nL8cR3sW6pY5dH0jG2aE4u`.\n',
      right: 'Sign in with `ghp_…`.\n',
    },
  ],
};

/**
 * Returns what was found in a file, together with the secrets that stand in it: in its snippets as in its sentences. What another
 * rule says of the same secret is told once.
 */
export function withSecrets(
  file: string,
  source: string,
  found: readonly Diagnostic[],
  { foreign = false, memory = new Memory() }: { foreign?: boolean; memory?: Memory } = {},
): Diagnostic[] {
  const secrets = memory.of('secrets', source, () => findSecrets(source));
  if (secrets.length === 0) return [...found];
  const lineOf = (offset: number) => source.lastIndexOf('\n', offset - 1);
  const known = new Set(
    found.filter(({ code }) => code === 'fly-toml/env-secret').map(({ start }) => lineOf(start)),
  );
  const mine = secrets.filter(({ start }) => !known.has(lineOf(start)));
  const others = found.filter(
    ({ code, start, end }) =>
      code !== 'fly-command/secret' || !mine.some((span) => start <= span.start && span.end <= end),
  );
  return [
    ...others,
    ...mine.map(
      (span): Diagnostic => ({
        file,
        code: secretRule.code,
        severity: foreign ? 'warning' : 'error',
        message: { key: 'rules.secret/literal' },
        ...span,
      }),
    ),
  ];
}
