import { renameSync, statSync, writeFileSync } from 'node:fs';
import { applyEdits, safeEdits } from '../diagnostics/fix.ts';
import type { CheckResult } from '../diagnostics/report.ts';

/** A mend can bring another finding to light; more rounds than this mean that two mends undo each other. */
const mostRounds = 10;

/**
 * Applies safe fixes to files, and checks again until nothing more can be mended. A file is written beside and renamed, with its
 * mode kept.
 *
 * @param check checks everything anew
 * @param pathOf where a file of the result stands
 * @returns the last check's result, and how many files were changed
 * @throws the system's error where a file cannot be written
 */
export function mend(
  check: () => CheckResult,
  pathOf: (file: string) => string,
): { result: CheckResult; files: number } {
  const changed = new Set<string>();
  let result = check();
  for (let round = 0; round < mostRounds; round++) {
    const byFile = Map.groupBy(result.diagnostics, ({ file }) => file);
    let mended = false;
    for (const [file, diagnostics] of byFile) {
      const source = result.sources.get(file);
      const edits = safeEdits(diagnostics);
      if (source === undefined || edits.length === 0) continue;
      replaceFile(pathOf(file), applyEdits(source, edits));
      changed.add(file);
      mended = true;
    }
    if (!mended) break;
    result = check();
  }
  return { result, files: changed.size };
}

function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text, { mode: statSync(path).mode });
  renameSync(beside, path);
}
