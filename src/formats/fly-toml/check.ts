import type { Finding } from '../../diagnostics/diagnostic.ts';
import { type FlyFile, readFlyFile } from './file.ts';
import { mostFindings } from './rule.ts';
import { searches } from './rules.ts';

/**
 * Returns what is wrong with a fly.toml, in the order of the text; offsets count from its start. In a `foreign` file, one that is not
 * the guide's own, unknown keys are warnings. Never throws.
 */
export function checkFlyToml(text: string, { foreign = false }: { foreign?: boolean } = {}): Finding[] {
  return checkFile(readFlyFile(text, foreign));
}

/** Returns what is wrong with a file that was read. */
export function checkFile(file: FlyFile): Finding[] {
  const findings = [...file.findings];
  for (const search of searches) {
    for (const finding of search(file)) {
      if (findings.length >= mostFindings) break;
      findings.push(finding);
    }
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}
