/** One measurement in a process of its own: `guide FOLDER`, or `snippets KIND FOLDER`. Prints what it did as JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkGuide } from '../../../src/rules/check-guide.ts';
import { checkSnippet } from '../../../src/rules/snippets/check.ts';

const [what, ...rest] = process.argv.slice(2);
const before = performance.now();
const errors = what === 'guide' ? guide(rest[0] ?? '') : snippets(rest[0] === 'shell', rest[1] ?? '');
const milliseconds = performance.now() - before;
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, peak, errors }));

function guide(folder: string): number {
  return checkGuide(folder).diagnostics.filter(({ severity }) => severity === 'error').length;
}

function snippets(isShell: boolean, folder: string): number {
  let errors = 0;
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    const context = { openclaw: '', foreign: false };
    const findings = checkSnippet(text, isShell ? 'shell' : 'fly-toml', context);
    errors += findings.filter(({ severity }) => severity === 'error').length;
  }
  return errors;
}
