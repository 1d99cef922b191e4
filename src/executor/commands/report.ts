import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import { sayDuration } from '../terminal/duration.ts';
import { type Account, accountOf, sayStepStanding } from './account.ts';
import type { Console } from './console.ts';
import { findRun } from './find-run.ts';
import type { Options } from './options.ts';
import { sayStanding } from './runs.ts';

/** `report RUN --format md|json|junit`: prints a report of a run. */
export async function report(host: Host, options: Options, console: Console, named?: string): Promise<Exit> {
  const found = findRun(host, options, named, () => true);
  const account = await accountOf(found, host, options, console);
  switch (options.format ?? (options.json ? 'json' : 'md')) {
    case 'md':
      console.print(markdown(account, console));
      return exits.done;
    case 'json':
      console.print(JSON.stringify(account, null, 2));
      return exits.done;
    case 'junit':
      console.print(junit(account, console));
      return exits.done;
    default:
      throw new Stop(exits.usage, {
        key: 'runbook.usage.format',
        values: { format: options.format ?? '', known: 'md, json, junit' },
      });
  }
}

function markdown(account: Account, console: Console): string {
  const { say } = console;
  const cell = (text: string) => oneLine(text).replaceAll(/[\\|`*_<>[\]]/g, '\\$&');
  const variables = Object.entries({ ...account.variables, ...account.captured });
  return [
    `# ${cell(account.title)}`,
    '',
    `- ${say('runbook.report.run')}: \`${account.run}\``,
    `- ${say('runbook.report.outcome')}: ${sayStanding(console, account.standing)}`,
    `- ${say('runbook.report.began')}: ${account.began}`,
    `- ${say('runbook.report.last')}: ${account.last}`,
    `- ${say('runbook.report.plan')}: \`${account.plan}\` (SHA-256 \`${account.digest}\`)`,
    ...variables.map(([name, value]) => `- \`${name}\` = \`${value}\``),
    '',
    `| ${say('runbook.report.step')} | ${say('runbook.report.outcome')} | ${say('runbook.report.duration')} |`,
    '|---|---|---|',
    ...account.steps.map(
      (step) =>
        `| ${cell(step.title)} | ${sayStepStanding(say, step)} | ${step.duration === undefined ? '' : sayDuration(step.duration)} |`,
    ),
  ].join('\n');
}

function junit(account: Account, { say }: Console): string {
  const steps = account.steps;
  const failed = steps.filter(({ standing }) => standing === 'failed');
  const skipped = steps.filter(
    ({ standing }) => standing === 'pending' || standing === 'unknown' || standing === 'undoing',
  );
  const seconds = (milliseconds = 0) => (milliseconds / 1000).toFixed(3);
  const total = steps.reduce((sum, { duration = 0 }) => sum + duration, 0);
  const cases = steps.map((step) => {
    const head = `    <testcase classname="${xml(account.plan)}" name="${xml(step.title)}" time="${seconds(step.duration)}"`;
    if (failed.includes(step))
      return `${head}>\n      <failure message="${xml(`${step.failure ?? ''} ${step.exit ?? ''}`.trim())}"/>\n    </testcase>`;
    if (skipped.includes(step))
      return `${head}>\n      <skipped message="${xml(sayStepStanding(say, step))}"/>\n    </testcase>`;
    return `${head}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${xml(account.title)}" tests="${steps.length}" failures="${failed.length}" skipped="${skipped.length}" time="${seconds(total)}" timestamp="${xml(account.began)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function xml(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return oneLine(text).replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
