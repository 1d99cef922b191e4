import { join, resolve } from 'node:path';
import machine from '../content/machine.json' with { type: 'json' };
import project from '../package.json' with { type: 'json' };
import { wantsColours } from '../src/colours.ts';
import { reportPretty } from '../src/diagnostics/reporters/pretty.ts';
import { styleOf } from '../src/diagnostics/style.ts';
import { writeScripts } from '../src/executor/script/scripts.ts';
import { reachSchema } from '../src/guide/reach.ts';
import { extract } from '../src/runbook/extract.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const language = languageFrom(args, process.env);
const say = speak(language);
const home = join(import.meta.dirname, '..');
// Through npm the working folder is the project's; INIT_CWD is where the command was given.
const here = process.env.INIT_CWD ?? process.cwd();

await runProgram(say, () => {
  const { values, positionals } = readArguments(
    args,
    {
      content: { type: 'string' },
      out: { type: 'string' },
      from: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('extract.help')}\n`);
    return 0;
  }
  if (positionals[0] !== undefined)
    throw new UsageError(say('usage.positional', { argument: positionals[0] }));
  const content = values.content === undefined ? join(home, 'content') : resolve(here, values.content);
  const out = values.out === undefined ? join(home, 'public/runbooks') : resolve(here, values.out);
  const site = process.env.SITE || (values.content === undefined ? project.homepage : undefined);
  const { guide, index, diagnostics } = extract(content, out, {
    ...(values.from !== undefined && { language: values.from }),
    ...(site !== undefined && { site }),
    reach: reachSchema.parse(machine),
  });
  if (diagnostics.length > 0) {
    const result = { diagnostics, checked: {}, ignored: [], sources: guide.sources };
    const style = styleOf(wantsColours(process.env, process.stderr.isTTY));
    process.stderr.write(reportPretty(result, { language, say }, style, { quiet: true }));
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) return 1;
  writeScripts(out);
  const steps = index.plans.reduce((sum, plan) => sum + plan.steps, 0);
  process.stdout.write(`${say('extract.done', { count: index.plans.length, steps, folder: out })}\n`);
  return 0;
});
