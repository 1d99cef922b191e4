/** `npm run lint`: what is read without being run, by several programs side by side; what each has said stands together. */
import { spawn } from 'node:child_process';

const linters = [
  ['biome', 'check', '--error-on-warnings'],
  ['astro', 'check', '--tsconfig', 'src/site/tsconfig.json', '--minimumFailingSeverity', 'hint'],
  ['tsc', '--noEmit'],
  ['knip'],
];

const ended = await Promise.all(
  linters.map(
    ([program = '', ...args]) =>
      new Promise<boolean>((done) => {
        const child = spawn(program, args, {
          stdio: ['ignore', 'pipe', 'pipe'],
          shell: process.platform === 'win32',
        });
        let said = '';
        const hear = (text: Buffer) => {
          said += text;
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('error', ({ message }) => {
          said += `${message}\n`;
        });
        child.once('close', (status) => {
          process.stdout.write(said);
          done(status === 0);
        });
      }),
  ),
);
process.exitCode = ended.every(Boolean) ? 0 : 1;
