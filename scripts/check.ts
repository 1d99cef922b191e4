import { join, resolve } from 'node:path';
import { type CheckResult, count, type Reporter } from '../src/diagnostics/report.ts';
import { reportGithub } from '../src/diagnostics/reporters/github.ts';
import { reportJson } from '../src/diagnostics/reporters/json.ts';
import { reportJunit } from '../src/diagnostics/reporters/junit.ts';
import { reportPretty } from '../src/diagnostics/reporters/pretty.ts';
import { reportSarif } from '../src/diagnostics/reporters/sarif.ts';
import { styleOf } from '../src/diagnostics/style.ts';
import { checkGuide } from '../src/rules/check-guide.ts';
import { languages, speak } from '../src/words.ts';
import { coloursOn, languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const language = languageFrom(args, process.env);
const say = speak(language);
const here = process.env.INIT_CWD ?? process.cwd();

const reporters: Record<string, Reporter> = {
  json: reportJson,
  github: reportGithub,
  sarif: reportSarif,
  junit: reportJunit,
};

function readOptions() {
  const { values, positionals } = readArguments(
    args,
    {
      content: { type: 'string' },
      target: { type: 'string' },
      format: { type: 'string' },
      'max-warnings': { type: 'string' },
      lang: { type: 'string' },
      quiet: { type: 'boolean', short: 'q' },
      'no-color': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  const format = values.format ?? 'pretty';
  if (format !== 'pretty' && !(format in reporters)) {
    const formats = ['pretty', ...Object.keys(reporters)].join(', ');
    throw new UsageError(say('check.format', { format, formats }));
  }
  if (values.lang !== undefined && !languages.some((known) => known === values.lang)) {
    throw new UsageError(say('usage.language', { language: values.lang, languages: languages.join(', ') }));
  }
  if (!/^\d+$/.test(values['max-warnings'] ?? '0')) {
    throw new UsageError(say('check.max-warnings', { value: values['max-warnings'] ?? '' }));
  }
  return { ...values, format, positionals };
}

function report(result: CheckResult, format: string, quiet: boolean, colours: boolean): string {
  const reporter = reporters[format];
  return reporter
    ? reporter(result, { language, say })
    : reportPretty(result, { language, say }, styleOf(colours), { quiet });
}

await runProgram(say, () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${say('check.help')}\n`);
    return 0;
  }
  const content =
    options.content === undefined ? join(import.meta.dirname, '../content') : resolve(here, options.content);
  const result = checkGuide(content, {
    ...(options.target !== undefined && { openclaw: options.target.replace(/^openclaw@/, '') }),
  });
  const colours = !options['no-color'] && coloursOn(process.stdout, process.env);
  process.stdout.write(report(result, options.format, options.quiet ?? false, colours));
  const { error, warning } = count(result.diagnostics);
  return error > 0 || warning > Number(options['max-warnings'] ?? 0) ? 1 : 0;
});
