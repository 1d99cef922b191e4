import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { AnnotationName } from '../guide/annotation.ts';
import type { Fence } from '../guide/fence.ts';
import { inFile } from '../guide/snippet.ts';
import type { Secret } from '../guide/variables.ts';
import type { Command } from './plan.ts';
import { spanOf } from './steps.ts';

/** Where a fence names a secret, and whether as `$NAME`, which reads it whatever else is said. */
interface Mention {
  name: string;
  start: number;
  expanded: boolean;
}

function mentionsIn(text: string, secrets: readonly Pick<Secret, 'name'>[]): Mention[] {
  return secrets.flatMap(({ name }) =>
    [...text.matchAll(new RegExp(`(\\$\\{?[#!]?)?(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`, 'g'))].map(
      ({ index, 1: sign = '' }) => ({ name, start: index + sign.length, expanded: sign !== '' }),
    ),
  );
}

/**
 * Returns the secrets that a fence's command is given, in the order of variables.json; nothing where it names none, or runs on the
 * machine, where the reader's own environment is not.
 */
export function readsOf(fence: Fence, secrets: readonly Pick<Secret, 'name'>[]): Pick<Command, 'reads'> {
  if (fence.annotations.on === 'machine') return {};
  const mentions = mentionsIn(fence.text, secrets);
  if (mentions.length === 0) return {};
  const isRead = fence.annotations.secrets === 'read';
  const read = new Set(mentions.filter(({ expanded }) => expanded || isRead).map(({ name }) => name));
  return { reads: [...read] };
}

/** Returns the first place where a fence names a secret and does not say whether it reads it. */
export function checkSecrets(
  file: string,
  fence: Fence,
  role: AnnotationName,
  secrets: readonly Pick<Secret, 'name'>[],
): Diagnostic[] {
  if (fence.annotations.on === 'machine' || fence.annotations.secrets !== undefined) return [];
  const bare = mentionsIn(fence.text, secrets)
    .filter(({ expanded }) => !expanded)
    .sort((a, b) => a.start - b.start);
  const [first] = bare;
  if (!first) return [];
  const { name, start } = first;
  const at = spanOf(fence, role).end + 1;
  const fixes = ['secrets="read"', 'secrets="named"'].map((text) => ({
    message: { key: 'fix.add' as const, values: { text } },
    edits: [{ start: at, end: at, text: ` ${text}` }],
    safe: false,
  }));
  return [
    {
      file,
      code: 'runbook/secret-unsaid',
      severity: 'error',
      message: { key: 'rules.runbook/secret-unsaid', values: { name } },
      start: inFile(fence, start),
      end: inFile(fence, start + name.length),
      fixes,
    },
  ];
}
