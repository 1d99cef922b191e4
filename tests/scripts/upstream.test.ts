import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allSchemas } from '../../src/formats/openclaw-config/check.ts';
import { temporaryFolder } from '../support/content.ts';
import { run } from '../support/program.ts';

const schema = allSchemas.config.get('2026.9.6') as { properties: Record<string, unknown> };

/** Makes a package with a Fly page, that prints a schema as OpenClaw does, and returns its folder. */
function release(page: string, properties: Record<string, unknown> = schema.properties): string {
  const folder = temporaryFolder();
  const json = JSON.stringify({ ...schema, properties });
  const program = `if (process.argv.slice(2).join(' ') === 'config schema') process.stdout.write(${JSON.stringify(json)});`;
  mkdirSync(join(folder, 'docs/install'), { recursive: true });
  writeFileSync(join(folder, 'docs/install/fly.md'), page);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'openclaw', version: '2099.1.1', type: 'module' }),
  );
  writeFileSync(join(folder, 'openclaw.mjs'), program);
  return folder;
}

const page = '---\ntitle: Fly.io\n---\n\n## Wholly new\n\n```bash\nfly doctor\n```\n';

describe('npm run upstream', () => {
  test('lists what the page of a release says and this guide does not, by line', async () => {
    const { status, stdout } = await run('upstream', ['--from', release(page)]);
    expect(status).toBe(0);
    expect(stdout).toContain('fly doctor  (docs/install/fly.md:8)');
    expect(stdout).toContain('wholly-new  (docs/install/fly.md:5)');
    expect(stdout).toMatch(/fly volumes create {2}\(content\/docs\/\w+\.mdx:\d+\)/);
    expect(stdout).toContain('Release 2099.1.1 accepts everything in this guide.');
  });

  test('says by page and line what a newer release would refuse', async () => {
    const { channels: _, ...without } = schema.properties;
    const { status, stdout } = await run('upstream', ['--from', release(page, without)]);
    expect(status).toBe(1);
    expect(stdout).toContain('Release 2099.1.1 would reject this:');
    expect(stdout).toMatch(/docs\/deploy\.mdx:\d+:\d+/);
  });

  test('tells where the package has no such page', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), '{ "name": "openclaw", "version": "2099.1.1" }');
    const { status, stderr } = await run('upstream', ['--from', folder]);
    expect([status, stderr]).toEqual([2, 'Release 2099.1.1 has no docs/install/fly.md.\n']);
  });

  test('asks a flyctl what it knows of the guide, and says by page and line what it does not', async () => {
    const folder = temporaryFolder();
    const knowing = (flags: string) => {
      const file = join(folder, `fly-${flags.length}`);
      const help = `echo "Usage:"; echo "  fly \${*% --help} [flags]"; for flag in ${flags}; do echo "      --$flag"; done`;
      writeFileSync(
        file,
        `#!/bin/sh\n[ "$1" = version ] && { echo "fly v9.8.7 linux/amd64"; exit; }\n${help}\n`,
        {
          mode: 0o755,
        },
      );
      return file;
    };
    const lacking = await run('upstream', ['--flyctl', knowing('app yes')]);
    expect(lacking.status).toBe(1);
    expect(lacking.stdout).toMatch(/^flyctl 9\.8\.7 was asked for the help of \d\d commands/);
    expect(lacking.stdout).toMatch(/docs\/deploy\.mdx:\d+:\d+ error fly-command\/unknown-flag/);
    const flags = [...lacking.stdout.matchAll(/has no flag `--([\w-]+)`/g)].map(([, flag]) => flag);
    const whole = await run('upstream', ['--flyctl', knowing(['app', 'yes', ...new Set(flags)].join(' '))]);
    expect([whole.status, whole.stdout]).toEqual([0, expect.stringContaining('It knows all of them.')]);
  });

  test('tells where there is no flyctl to be asked', async () => {
    const { status, stderr } = await run('upstream', ['--flyctl', 'no-such-program']);
    expect([status, stderr.split(':')[0]]).toEqual([2, 'no-such-program is no flyctl that can be run here']);
  });

  test('teaches its use', async () => {
    const { status, stdout } = await run('upstream', ['--help', '--lang', 'it']);
    expect(status).toBe(0);
    expect(stdout).toContain('npm run upstream [-- VERSION]');
  });
});
