import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Guide, readGuide } from '../guide/guide.ts';
import type { ReachSettings } from '../guide/reach.ts';
import { compile } from './compile.ts';
import { type PlanIndex, planIndexSchema } from './plan.ts';

/**
 * Compiles a content folder's fences into plans and writes them, each beside its place and then renamed: index.json and
 * `<id>.json` for each plan. Where there are errors nothing is written, and plans from an earlier time stay.
 *
 * @param options.reach how the machine is reached where the folder has no machine.json of its own
 * @throws the system's error where a folder cannot be read or written
 */
export function extract(
  contentDir: string,
  outDir: string,
  options: { language?: string; site?: string; reach?: ReachSettings } = {},
): { guide: Guide; index: PlanIndex; diagnostics: Diagnostic[] } {
  const { guide: found, diagnostics: read } = readGuide(contentDir);
  const guide =
    options.reach === undefined || found.sources.has('machine.json')
      ? found
      : { ...found, reach: options.reach };
  const { plans, index, diagnostics: compiled } = compile(guide, options);
  const diagnostics = [...read, ...compiled];
  if (diagnostics.some(({ severity }) => severity === 'error')) return { guide, index, diagnostics };
  mkdirSync(outDir, { recursive: true });
  const earlier = earlierFiles(outDir);
  for (const plan of plans) write(join(outDir, `${plan.id}.json`), plan);
  write(join(outDir, 'index.json'), index);
  const kept = index.plans.map(({ file }) => file);
  for (const file of earlier) if (!kept.includes(file)) rmSync(join(outDir, file), { force: true });
  return { guide, index, diagnostics };
}

function write(path: string, value: unknown): void {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(beside, path);
}

/** Returns the files of the plans that an earlier extraction wrote into a folder. */
function earlierFiles(dir: string): string[] {
  try {
    const index = planIndexSchema.safeParse(JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8')));
    return index.data?.plans.map(({ file }) => file).filter((file) => /^[a-z0-9-]+\.json$/.test(file)) ?? [];
  } catch {
    return [];
  }
}
