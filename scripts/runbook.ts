import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import project from '../package.json' with { type: 'json' };
import type { Host, PlanStore } from '../src/executor/host.ts';
import type { Language } from '../src/words.ts';
import { callAgain, keepCompiled } from './compile-cache.ts';

const root = join(import.meta.dirname, '..');
const plansFolder = join(root, 'public', 'runbooks');

keepCompiled();

const [first, program = '', ...rest] = process.argv.slice(2);
process.exitCode = first === 'rehearsed' ? await rehearsed(program, rest) : await run(process.argv.slice(2));

/** A program of a rehearsal's world, called again as this same script. */
async function rehearsed(name: string, argv: string[]): Promise<number> {
  const { rehearsed: answer } = await import('../src/rehearsal/rehearsed.ts');
  return answer(name, argv);
}

async function run(argv: string[]): Promise<number> {
  const { execute } = await import('../src/executor/main.ts');
  const host: Host = {
    argv,
    env: process.env,
    cwd: calledFrom(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    program: process.env.npm_lifecycle_event === 'runbook' ? 'npm run runbook --' : 'node scripts/runbook.ts',
    self: [process.execPath, import.meta.filename],
    version: project.version,
    plans,
    rehearse: async (folder, language, realGateway) => {
      const { prepareWorld } = await import('../src/rehearsal/index.ts');
      const self = callAgain(import.meta.filename);
      const real = realGateway ? await realRelease(language) : undefined;
      const { env, ...rest } = await prepareWorld(folder, { self, ...(real && { real }) });
      return { ...rest, env: { ...env, REHEARSAL_LANG: language } };
    },
  };
  return execute(host);
}

/** Returns the real program in the version that the guide is true for, installed into the user's cache where it is not yet. */
async function realRelease(language: Language) {
  const [{ obtain }, { speak }, { readGuide }] = await Promise.all([
    import('./release.ts'),
    import('../src/words.ts'),
    import('../src/guide/guide.ts'),
  ]);
  return obtain(speak(language), readGuide(join(root, 'content')).guide.targets.openclaw, undefined);
}

/** npm moves to the package's folder; the user gave the command elsewhere. */
function calledFrom(): string {
  const { INIT_CWD, npm_package_json: manifest } = process.env;
  const moved = manifest !== undefined && dirname(manifest) === process.cwd();
  return moved && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

/** Returns this checkout's plans, extracted anew where the content is newer. */
async function plans(): Promise<PlanStore> {
  const { folderStore } = await import('../src/executor/plans/store.ts');
  const index = join(plansFolder, 'index.json');
  const content = join(root, 'content');
  if (!existsSync(index) || statSync(index).mtimeMs < newest(content)) {
    const { extract } = await import('../src/runbook/extract.ts');
    extract(content, plansFolder, { site: process.env.SITE || project.homepage });
  }
  return folderStore(plansFolder);
}

/** Returns when a folder, or anything in it, was last changed, in milliseconds. */
function newest(folder: string): number {
  return Math.max(
    statSync(folder).mtimeMs,
    ...readdirSync(folder, { recursive: true }).map(
      (name) => statSync(join(folder, String(name)), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    ),
  );
}
