import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import project from '../package.json' with { type: 'json' };
import { addressOf } from '../src/site/address.ts';
import { serve } from '../src/site/serve.ts';
import { languageOf, speak } from '../src/words.ts';

const say = speak(languageOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
const home = join(import.meta.dirname, '..');
const dist = resolve(home, process.env.OUT_DIR ?? 'dist');

function leave(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        built: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return leave(
      say('start.unknown', { reason: error instanceof Error ? (error.message.split('. ')[0] ?? '') : '' }),
    );
  }
}

const options = readOptions();
if (options.help) {
  console.log(say('start.help'));
  process.exit(0);
}
const asked = options.port ?? (process.env.PORT || undefined);
const port = Number(asked ?? 4321);
if (!/^\d*$/.test(asked ?? '') || port < 1 || port > 65_535)
  leave(say('start.port.invalid', { port: asked ?? '' }));

if (options.built) {
  if (!existsSync(join(dist, 'index.html'))) leave(say('start.unbuilt'));
} else {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['run', '--silent', 'build'], {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

try {
  const { base } = addressOf(process.env, project.homepage);
  const site = await serve({
    root: dist,
    base,
    port,
    orNext: asked === undefined,
    ...(options.host !== undefined && { host: options.host }),
  });
  console.log(say('start.serving', { address: site.address }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void site.close().then(() => process.exit(0)));
  }
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') leave(say('start.port.taken', { port }));
  leave(say('start.port.refused', { port, reason: error instanceof Error ? error.message : String(error) }));
}
