/**
 * Runs in a process of its own and asks a release of OpenClaw, by the very function behind `openclaw config validate`, for its verdict
 * on many configs: a process for each would take a second apiece. Its argument is the package's folder; it reads configs from
 * standard input, a line of JSON each, and writes a verdict a line. Exits 3 where the release has no such function.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Verdict } from './validate.ts';

interface Issue {
  path: string;
  message: string;
}

/** What of OpenClaw's own module is used here. */
interface ConfigModule {
  readConfigFileSnapshotWithPluginMetadata?: (options: object) => Promise<{
    snapshot: { valid: boolean; issues: Issue[] };
    strictIssues?: Issue[];
  }>;
}

async function judge(folder: string, path: string): Promise<number> {
  const module: ConfigModule = await import(
    pathToFileURL(join(folder, 'dist', 'config', 'config.js')).href
  ).catch(() => ({}));
  const read = module.readConfigFileSnapshotWithPluginMetadata;
  if (read === undefined) return 3;
  for await (const line of createInterface({ input: process.stdin })) {
    writeFileSync(path, JSON.parse(line) as string);
    const { snapshot, strictIssues = [] } = await read({ observe: false, prepareValidation: 'strict' });
    const issues = snapshot.valid ? strictIssues : snapshot.issues;
    const verdict: Verdict = {
      valid: snapshot.valid && strictIssues.length === 0,
      issues: issues.map(({ path, message }) => ({ path, message })),
    };
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
  }
  return 0;
}

if (import.meta.main)
  process.exit(await judge(process.argv[2] ?? '', process.env.OPENCLAW_CONFIG_PATH ?? ''));
