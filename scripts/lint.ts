/** `npm run lint`: what is read without being run, by several programs side by side; what each has said stands together. */
import { spawn } from 'node:child_process';

/** What runs one after the other: Astro writes the types that the compiler reads. */
const chains = [
  [['biome', 'check', '--error-on-warnings']],
  [
    ['astro', 'check', '--tsconfig', 'src/site/tsconfig.json', '--minimumFailingSeverity', 'hint'],
    ['tsc', '--noEmit'],
  ],
  [['knip']],
];

const passed = await Promise.all(chains.map(runAll));
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** Runs all of a chain, also after one that found something. Returns whether none did. */
async function runAll(chain: readonly string[][]): Promise<boolean> {
  let passed = true;
  for (const words of chain) if (!(await run(words))) passed = false;
  return passed;
}

function run([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
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
  });
}
