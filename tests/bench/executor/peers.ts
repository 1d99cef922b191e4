import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPeers } from '../../../src/project/peers.ts';

/** A program that can run a list of shell commands one after the other, and stops at the first that fails. */
export interface Peer {
  name: string;
  version: string;
  run: () => void;
}

/** What Node alone takes to start bash that often, one after the other, with no journal: what all are measured by. */
export function bare(folder: string, steps: number): () => void {
  const file = join(folder, 'bare.mjs');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
for (let step = 0; step < ${steps}; step++)
  await new Promise((resolve) => spawn('bash', ['-c', 'true'], { stdio: 'inherit' }).once('exit', resolve));
`,
  );
  return () => call(process.execPath, [file], folder);
}

/** Returns the peers, each with that many steps of \`true\` to run: those of npm, and of the others what the machine has. */
export function peers(folder: string, steps: number): Peer[] {
  const modules = join(installPeers('executor', { zx: '8.8.5', maid: '0.3.0' }), 'node_modules');
  const numbers = Array.from({ length: steps }, (_, index) => index + 1);
  const files: Record<string, string> = {
    'zx.mjs': `import { $ } from 'zx';\n${numbers.map(() => 'await $`true`;\n').join('')}`,
    'maidfile.md': [
      `## all\n\nRun tasks ${numbers.map((n) => `\`s${n}\``).join(', ')} before this\n\n\`\`\`bash\ntrue\n\`\`\`\n`,
      ...numbers.map((n) => `## s${n}\n\n\`\`\`bash\ntrue\n\`\`\`\n`),
    ].join('\n'),
    'clitest.txt': numbers.map(() => '$ true\n').join(''),
    justfile: `all:\n${numbers.map(() => '    true\n').join('')}`,
    'playbook.yml': `- hosts: localhost\n  gather_facts: false\n  tasks:\n${numbers.map(() => '    - command: "true"\n').join('')}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  symlinkSync(modules, join(folder, 'node_modules'));
  const node = (bin: string, ...args: string[]) => [process.execPath, join(modules, bin), ...args];
  const known: Record<string, { version: string[]; all: string[] }> = {
    zx: { version: node('zx/build/cli.js', '--version'), all: [process.execPath, 'zx.mjs'] },
    maid: { version: node('maid/bin/cli', '--version'), all: node('maid/bin/cli', 'all', '--quiet') },
    clitest: { version: ['clitest', '--version'], all: ['clitest', 'clitest.txt'] },
    just: { version: ['just', '--version'], all: ['just', '--quiet', 'all'] },
    ansible: {
      version: ['ansible-playbook', '--version'],
      all: ['ansible-playbook', '--connection', 'local', '--inventory', 'localhost,', 'playbook.yml'],
    },
  };
  return Object.entries(known).flatMap(
    ([
      name,
      {
        version,
        all: [program = '', ...args],
      },
    ]) => {
      const [asked = '', ...rest] = version;
      const { status, stdout } = spawnSync(asked, rest, { encoding: 'utf8', cwd: folder });
      if (status !== 0) return [];
      const [number = ''] = /\d+(\.\d+)+/.exec(stdout) ?? [];
      return [{ name, version: number, run: () => call(program, args, folder) }];
    },
  );
}

/** Runs a program to its end, in an environment that has nothing of this project. */
export function call(program: string, args: string[], cwd: string, env: Record<string, string> = {}): void {
  mkdirSync(cwd, { recursive: true });
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.includes('node_modules'));
  execFileSync(program, args, {
    cwd,
    stdio: 'ignore',
    env: { PATH: path.join(delimiter), HOME: cwd, LANG: 'C', ...env },
  });
}
