/**
 * Our build against plain Starlight's: on the same pages, and with the pages and files that Starlight has not (the checker, the
 * words, the proofs, what programs read); its growth to 500 pages, and what a page weighs.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { copySite } from '../../support/project.ts';
import { inTurns } from '../support/measure.ts';
import { grown, makePlain, readPages } from './plain.ts';
import { weigh } from './weight.ts';

const work = join(import.meta.dirname, '../../../.cache/bench/site');
const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');

function build(folder: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [astro, 'build', '--force', '--silent'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ASTRO_TELEMETRY_DISABLED: '1',
      BASE: '/',
      OUT_DIR: './dist',
    },
  });
  if (status !== 0) throw new Error(`The build in ${folder} failed:\n${stdout}\n${stderr}`);
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
const rounds = Number(process.argv[2] ?? 3);

/** Leaves out of a copy of our site what it has beside the pages in content/docs. */
function leavePagesAlone(folder: string): void {
  const file = join(folder, 'astro.config.mjs');
  const all = readFileSync(file, 'utf8');
  const alone = all.replace(/^.*guidePages\(.*\),\n/m, '');
  if (alone === all) throw new Error('Our own routes have another name in astro.config.mjs.');
  writeFileSync(file, alone);
}

const pages = readPages();
for (const count of [pages.size, 500]) {
  const all = grown(pages, count);
  const [whole, same, plain] = ['ours', 'same', 'plain'].map((side) => join(work, `${side}-${count}`)) as [
    string,
    string,
    string,
  ];
  copySite(whole, all);
  copySite(same, all);
  leavePagesAlone(same);
  makePlain(plain, all);
  const times = await inTurns(count === 500 ? 1 : rounds, {
    same: () => build(same),
    whole: () => build(whole),
    plain: () => build(plain),
  });
  const ratio = (side: 'same' | 'whole') => (times[side].median / times.plain.median).toFixed(2);
  process.stdout.write(
    `${count} pages: plain Starlight ${seconds(times.plain.median)}, ours ${seconds(times.same.median)}: ${ratio('same')} times; with all that ours has beside them ${seconds(times.whole.median)}: ${ratio('whole')} times\n`,
  );
}

process.stdout.write('\nCompressed      html     styles    scripts   requests\n');
for (const name of ['index.html', 'deploy/index.html', 'troubleshooting/index.html']) {
  for (const side of ['ours', 'plain']) {
    const { html, styles, scripts, requests } = weigh(join(work, `${side}-${pages.size}`, 'dist'), name);
    process.stdout.write(
      `${side.padEnd(6)}${kilobytes(html)}  ${kilobytes(styles)}  ${kilobytes(scripts)}  ${String(requests).padStart(9)}  ${name}\n`,
    );
  }
}
